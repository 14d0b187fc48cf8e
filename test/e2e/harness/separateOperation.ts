import { fork } from "node:child_process";
import { join } from "node:path";
import type { OperationResult } from "partner-admin-link-emulator/engine";
import { processesOf, type RunningProcess, signal } from "./processes";
import { until } from "./until";
import type { World } from "./world";

const script = join(__dirname, "operate.js");

/** What the engine's own process runs: the CLI, or the script in which the stand-in is. */
const engineCommand = { cli: /(^|\/)pulumi (up|destroy) /, "stand-in": /\/operate\.js$/ };

/** An operation whose engine is a process of its own. */
export interface SeparateOperation {
  /** Resolves when the process has ended, to the operation's result; to `undefined` when the engine was killed. */
  readonly ended: Promise<OperationResult | undefined>;
  /** The engine's process. */
  readonly engine: RunningProcess;
  /** What has been printed so far. */
  output(): string;
}

/** What the process sends, one thing a message. */
interface Message {
  readonly output?: string;
  readonly result?: OperationResult;
}

/** Starts an operation on a world's stack, and waits until the provider's process is there. */
export async function startSeparately(world: World, run: "up" | "destroy"): Promise<SeparateOperation> {
  const { kind } = world.stack.engine;
  const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], PAL_SCENARIO: world.folder };
  const child = fork(script, [], { env, execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  let printed = "";
  const ended = new Promise<OperationResult | undefined>((resolve, reject) => {
    let result: OperationResult | undefined;
    child.on("message", (message: Message) => {
      printed += message.output ?? "";
      result = message.result;
    });
    child.on("error", reject);
    child.on("close", () => {
      resolve(result);
    });
  });
  child.send({ engine: kind, stack: world.stackOptions, run });
  await provider(world);
  const engine = processesOf(world.folder).find(({ command }) => engineCommand[kind].test(command));
  if (engine === undefined) throw new Error("the engine's process is not there");
  return { ended, engine, output: () => printed };
}

/** The provider's process of the operation that is under way. */
export function provider(world: World): Promise<RunningProcess> {
  return until("the provider's process", () =>
    processesOf(world.folder).find(({ command }) => /^\S*node .*[\\/]cmd[\\/]dynamic-provider\b/.test(command)),
  );
}

/** Kills everything that still runs for a world: what an engine leaves behind that cannot clean up any more. */
export function killAll(world: World): void {
  for (const process of processesOf(world.folder)) signal(process, "SIGKILL");
}
