import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Directory, type Emulator, startEmulator } from "partner-admin-link-emulator";
import {
  type ConfigValue,
  cliStack,
  findCli,
  type OperationResult,
  type PulumiStack,
  standInStack,
} from "partner-admin-link-emulator/engine";

/** The repository; this file runs from build/examples/run. */
export const root = resolve(__dirname, "..", "..", "..");

/** Where an example is played: the service that keeps its links, and the stack that declares them. */
export interface Stage {
  readonly stack: PulumiStack;
  readonly emulator: Emulator;
}

export interface StageOptions {
  /** Folder below examples/. */
  readonly example: string;
  /** The emulator's own when absent. */
  readonly directory?: Directory;
  readonly config?: Readonly<Record<string, ConfigValue>>;
  /** The whole environment of the program and the provider process. */
  readonly environment: (emulator: Emulator) => Readonly<Record<string, string>>;
  /** Why the Pulumi CLI cannot run this example here; it runs on the CLI on PATH, if there is one, when absent. */
  readonly standInBecause?: string;
}

/** One operation on the stack, and what it is played for. */
export interface Scene {
  readonly title: string;
  readonly operation: "preview" | "up" | "destroy";
  /** Fails when anything would change or changed. */
  readonly gate?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

export function print(text: string): void {
  process.stdout.write(text);
}

/** Starts the emulator, opens a new stack with state and settings of its own, and clears all of it away after the play. */
export async function onStage(options: StageOptions, play: (stage: Stage) => Promise<boolean>): Promise<boolean> {
  const { example, directory, standInBecause } = options;
  const home = realpathSync(mkdtempSync(join(tmpdir(), "partner-admin-link-example-")));
  const emulator = await startEmulator(directory === undefined ? {} : { directory });
  try {
    const open = standInBecause === undefined && (await findCli()) !== undefined ? cliStack : standInStack;
    const stack = await open({
      projectDirectory: join(root, "examples", example),
      stackName: "dev",
      homeDirectory: home,
      passphrase: example,
      environment: options.environment(emulator),
      ...(options.config === undefined ? {} : { config: options.config }),
      onOutput: print,
    });
    announce(stack, emulator, standInBecause ?? "No pulumi on PATH");
    return await play({ stack, emulator });
  } finally {
    await emulator.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function announce({ engine: { kind, version } }: PulumiStack, emulator: Emulator, standInBecause: string): void {
  const engine =
    kind === "cli"
      ? `Pulumi CLI ${version}`
      : `${standInBecause}: engine stand-in, held to recordings of CLI ${version}`;
  print(`${engine}\nAzure emulator ${emulator.url}\n`);
}

/** Plays one scene and says whether it went as told; `misses` lists what is not as it must be. */
export async function playScene(
  { stack }: Stage,
  number: number,
  { title, operation, gate, environment }: Scene,
  misses: (result: OperationResult) => readonly string[],
): Promise<boolean> {
  print(`\n== ${number}. ${title} (pulumi ${operation}${gate === true ? " --expect-no-changes" : ""})\n`);
  const result = await stack[operation]({
    ...(gate === undefined ? {} : { expectNoChanges: gate }),
    ...(environment === undefined ? {} : { environment }),
  });
  const missed = misses(result);
  print(
    missed.length === 0
      ? `-- as expected (exit code ${result.exitCode})\n`
      : `-- NOT as expected: ${missed.join("; ")}\n`,
  );
  return missed.length === 0;
}

/** Ends the process with exit code 0 when everything went as told, else 1. */
export function exitWhen(done: Promise<boolean>): void {
  done.then(
    (asTold) => {
      process.exitCode = asTold ? 0 : 1;
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
