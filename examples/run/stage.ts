import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Directory, type Emulator, startEmulator } from "partner-admin-link-emulator";
import { findCli } from "../cli/command";
import type { ConfigValue, OperationResult, PulumiStack, StackOptions } from "../cli/types";
import { engineStack } from "../engine";

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
  /** Makes the project in a folder of its own instead, and names it. */
  readonly project?: (home: string) => string;
  /** The emulator's own when absent. */
  readonly directory?: Directory;
  readonly config?: Readonly<Record<string, ConfigValue>>;
  /** The whole environment of the program and the provider process. */
  readonly environment: (emulator: Emulator) => Readonly<Record<string, string>>;
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
  const { example, directory, config } = options;
  const home = realpathSync(mkdtempSync(join(tmpdir(), "partner-admin-link-example-")));
  const emulator = await startEmulator(directory === undefined ? {} : { directory });
  try {
    const stack = await openStack({
      projectDirectory: options.project?.(home) ?? join(root, "examples", example),
      stackName: "dev",
      homeDirectory: home,
      passphrase: example,
      // Types are checked once, by `npm run check`, and not by every run of the program.
      environment: { ...options.environment(emulator), PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
      ...(config === undefined ? {} : { config }),
      onOutput: print,
    });
    print(`Azure emulator ${emulator.url}\n`);
    return await play({ stack, emulator });
  } finally {
    await emulator.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** A stack on the CLI on PATH, else on the small engine of these examples. */
async function openStack(options: StackOptions): Promise<PulumiStack> {
  const cli = await findCli();
  print(
    cli === undefined ? "No pulumi on PATH: on the small engine of examples/engine\n" : `Pulumi CLI ${cli.version}\n`,
  );
  if (cli === undefined) return engineStack(options);
  const { cliStack } = await import("../cli/stack.js");
  return cliStack(options);
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
