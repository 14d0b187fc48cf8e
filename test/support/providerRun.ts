import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { sdkOf } from "../../examples/engine/sdk";

const preloads = [resolve(__dirname, "../../examples/engine/lazyModules.js"), join(__dirname, "fasterClock.js")];
const mark = "\u0004";

type From = "stdout" | "stderr";

/** One run of the SDK's provider process, as the engine starts it. */
export interface ProviderRun {
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of the program. */
  readonly folder: string;
  /** `127.0.0.1:PORT`. */
  readonly engine: string;
  /** Takes what the process prints, its port aside. */
  readonly onLine: (line: string, from: From) => void;
}

/** A process that runs one provider after another; what Node and the preloads read at their start is the same for all. */
class ProviderHost {
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private onLine: (line: string, from: From) => void = () => undefined;
  private isBusy = false;

  constructor(environment: Readonly<Record<string, string>>) {
    const execArgv = preloads.flatMap((file) => ["--require", file]);
    const args = [sdkOf(__dirname).dynamicProviderPath, mark];
    this.child = fork(join(__dirname, "providerHost.js"), args, { env: environment, execArgv, silent: true });
    this.ended = once(this.child, "close");
    for (const name of ["stdout", "stderr"] as const) {
      const stream = this.child[name];
      if (stream !== null) createInterface({ input: stream }).on("line", (line) => this.onLine(line, name));
    }
  }

  get isFree(): boolean {
    return !this.isBusy && this.child.connected;
  }

  /** Gives the port that the SDK prints first. */
  async begin({ environment, folder, engine, onLine }: ProviderRun): Promise<string> {
    this.isBusy = true;
    const printed: string[] = [];
    const port = new Promise<string>((tellPort) => {
      this.onLine = (line, from) => {
        if (from === "stderr") {
          printed.push(line);
          onLine(line, from);
          return;
        }
        this.onLine = onLine;
        tellPort(line);
      };
    });
    const ended = this.ended.then(() => {
      throw new Error(`the provider process ended before it was ready: ${printed.join("\n")}`);
    });
    this.child.send({ environment, folder, engine });
    return Promise.race([port, ended]);
  }

  /** Waits until all that the run printed has been read. */
  async end(): Promise<void> {
    if (!this.isBusy) return;
    const { onLine } = this;
    const marked = new Promise<void>((resolve) => {
      const marks = new Set<From>();
      this.onLine = (line, from) => {
        if (line !== mark) return onLine(line, from);
        if (marks.add(from).size === 2) resolve();
      };
    });
    if (this.child.connected) this.child.send("over");
    await Promise.race([marked, this.ended]);
    this.isBusy = false;
  }

  async close(): Promise<void> {
    this.child.kill();
    await this.ended;
  }
}

const hosts = new Map<string, ProviderHost[]>();

afterAll(async () => {
  await Promise.all([...hosts.values()].flat().map((host) => host.close()));
});

/** What a process reads once, when it starts: the authorities it trusts, what is for Node itself, how fast its time passes. */
function surroundingsOf(environment: Readonly<Record<string, string>>): string {
  const names = Object.keys(environment).filter((name) => /^(NODE_|PAL_FASTER_|AZURE_LOG_LEVEL$)/.test(name));
  return JSON.stringify(names.sort().map((name) => [name, contentOf(environment[name] ?? "")]));
}

/** Each emulator has a file of its own with the same authority. */
function contentOf(value: string): string {
  return existsSync(value) ? readFileSync(value, "utf8") : value;
}

/** Starts a run; `stop` ends it, a second time does nothing. */
export async function startRun(run: ProviderRun): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const key = surroundingsOf(run.environment);
  const known = hosts.get(key) ?? [];
  hosts.set(key, known);
  let host = known.find(({ isFree }) => isFree);
  if (host === undefined) known.push((host = new ProviderHost(run.environment)));
  const port = await host.begin(run);
  let stopping: Promise<void> | undefined;
  return { address: `127.0.0.1:${port}`, stop: () => (stopping ??= host.end()) };
}
