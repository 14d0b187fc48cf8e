import { fork } from "node:child_process";
import { join } from "node:path";
import type { OperationResult } from "../../../examples/cli";
import { processesOf, type RunningProcess, signal } from "./processes";
import { until } from "./until";
import type { CliWorld } from "../../e2e/harness/cliWorld";

const script = join(__dirname, "operate.js");

const engineCommand = /(^|\/)pulumi (up|destroy) /;

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
export async function startSeparately(world: CliWorld, run: "up" | "destroy"): Promise<SeparateOperation> {
  const env = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    PAL_DECLARATION: world.stackOptions.environment["PAL_DECLARATION"],
  };
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
  child.send({ stack: world.stackOptions, run });
  await provider(world);
  const engine = processesOf(world.folder).find(({ command }) => engineCommand.test(command));
  if (engine === undefined) throw new Error("the engine's process is not there");
  return { ended, engine, output: () => printed };
}

/** The provider's process of the operation that is under way. */
export function provider(world: CliWorld): Promise<RunningProcess> {
  return until("the provider's process", () =>
    processesOf(world.folder).find(({ command }) => /^\S*node .*[\\/]cmd[\\/]dynamic-provider\b/.test(command)),
  );
}

/** Kills everything that still runs for a world: what an engine leaves behind that cannot clean up any more. */
export function killAll(world: CliWorld): void {
  for (const process of processesOf(world.folder)) signal(process, "SIGKILL");
}
