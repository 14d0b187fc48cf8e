import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

export type OnLine = (line: string, from: "stdout" | "stderr") => void;

const mark = "\u0004";
const lazyModules = resolve(__dirname, "../../examples/engine/lazyModules.js");

/** A process that has one run after another. Once a run is over, a line with nothing but a mark ends what it printed on each stream. */
export class HostProcess {
  /** Exit code of the process itself. */
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;
  private onLine: OnLine = () => undefined;
  private isBusy = false;

  /**
   * @param script - file beside this one that has the runs.
   * @param mainScript - the SDK's, which each run loads.
   */
  constructor(
    script: string,
    mainScript: string,
    environment: Readonly<Record<string, string>>,
    preloads: readonly string[],
  ) {
    const execArgv = [lazyModules, ...preloads].flatMap((file) => ["--require", file]);
    const options = { env: environment, execArgv, silent: true };
    this.child = fork(join(__dirname, script), [mainScript, mark], options);
    this.ended = once(this.child, "close").then(([code]) => code as number | null);
    for (const name of ["stdout", "stderr"] as const) {
      const stream = this.child[name];
      if (stream !== null) createInterface({ input: stream }).on("line", (line) => this.onLine(line, name));
    }
  }

  get isFree(): boolean {
    return !this.isBusy && this.child.connected;
  }

  /** Begins a run. Resolves once it is over and all that it printed has been read. */
  async run(message: object, onLine: OnLine): Promise<void> {
    this.isBusy = true;
    const over = new Promise<void>((resolve) => {
      const marks = new Set<string>();
      this.onLine = (line, from) => {
        if (line !== mark) return onLine(line, from);
        if (marks.add(from).size === 2) resolve();
      };
    });
    this.child.send(message);
    await Promise.race([over, this.ended]);
    this.isBusy = false;
  }

  send(message: string): void {
    if (this.child.connected) this.child.send(message);
  }

  async close(): Promise<void> {
    this.child.kill();
    await this.ended;
  }
}

const hosts = new Map<string, HostProcess[]>();

afterAll(async () => {
  await Promise.all([...hosts.values()].flat().map((host) => host.close()));
});

/** A process without a run, of those that have read the same at their start. */
export function freeHost(
  script: string,
  mainScript: string,
  environment: Readonly<Record<string, string>>,
  preloads: readonly string[] = [],
): HostProcess {
  const key = `${script} ${surroundingsOf(environment)}`;
  const known = hosts.get(key) ?? [];
  const free = known.find(({ isFree }) => isFree);
  if (free !== undefined) return free;
  const made = new HostProcess(script, mainScript, environment, preloads);
  hosts.set(key, [...known, made]);
  return made;
}

/** What a process reads once, when it starts: the authorities it trusts, what is for Node itself, how fast its time passes. */
function surroundingsOf(environment: Readonly<Record<string, string>>): string {
  const names = Object.keys(environment).filter((name) => /^(NODE_|PAL_FASTER_|AZURE_LOG_LEVEL$)/.test(name));
  return JSON.stringify(names.sort().map((name) => [name, contentOf(environment[name] ?? "")]));
}

/** Each emulator has a file of its own with the same authority. */
function contentOf(value: string): string {
  return existsSync(value) ? readFileSync(value, "utf8") : value;
}
