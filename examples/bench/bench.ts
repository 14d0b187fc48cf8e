import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "partner-admin-link-emulator";
import { cliStack } from "../cli/stack";
import type { CliOptions, CliStack } from "../cli/types";
import { root } from "../run/stage";
import { type Application, applications, directoryOf, partnerId } from "./directory";

/** What the program declares. */
export interface Program {
  /** One without a credential signs in as the environment says. */
  readonly links: readonly (Pick<Application, "name"> & Partial<Application>)[];
  readonly noOps: number;
}

/** A stack of so many resources, on an emulator of its own. */
export interface Bench {
  readonly emulator: Emulator;
  readonly stack: CliStack;
  readonly all: readonly Application[];
  /** What the program declares from now on. */
  declare(program: Partial<Program>): void;
  /** Seconds of an operation that must succeed, or fail as it is to. */
  time(run: "preview" | "up", options?: CliOptions & { readonly fails?: boolean }): Promise<number>;
  /** Bytes that the heaps of the program and the provider hold at the end of an operation, after a collection. */
  heap(run: "preview"): Promise<Readonly<Record<"program" | "provider", number>>>;
  close(): Promise<void>;
}

/** Opens a bench with so many identities. */
export async function openBench(identities: number): Promise<Bench> {
  const all = applications(identities);
  const home = realpathSync(mkdtempSync(join(tmpdir(), "partner-admin-link-bench-")));
  const file = join(home, "program.json");
  const emulator = await startEmulator({ directory: directoryOf(all) });
  const stack = await cliStack({
    projectDirectory: join(root, "examples", "bench", "program"),
    stackName: "bench",
    homeDirectory: home,
    passphrase: "bench",
    environment: { ...emulator.environment, BENCH_PROGRAM: file },
  });
  const time: Bench["time"] = async (run, { fails = false, ...options } = {}) => {
    const result = await stack[run](options);
    if ((result.exitCode !== 0) !== fails) throw new Error(`${run} ended with ${result.exitCode}:\n${result.output}`);
    return result.seconds;
  };
  return {
    emulator,
    stack,
    all,
    declare: ({ links = [], noOps = 0 }) => {
      writeFileSync(file, JSON.stringify({ links, noOps, partnerId }));
    },
    time,
    heap: async (run) => {
      const folder = join(home, "heap");
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const preload = `--require ${join(root, "examples", "bench", "heap.js")}`;
      await time(run, { environment: { NODE_OPTIONS: preload, BENCH_HEAP: folder } });
      const last = (name: string): number => Number(readFileSync(join(folder, name), "utf8").trim().split("\n").at(-1));
      return { program: last("program"), provider: last("provider") };
    },
    close: async () => {
      await emulator.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
