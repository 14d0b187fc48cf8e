import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface ProcessOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string, from: "stdout" | "stderr") => void;
}

/** Time that a process is given to end by itself after it was asked to. */
const patienceMs = 5000;

/** Processes that have not ended yet: they go when this process goes. */
const running = new Set<NodeProcess>();

process.on("exit", () => {
  for (const child of running) child.signal("SIGKILL");
});

/** A Node.js process in a process group of its own, so that what it starts goes with it. */
export class NodeProcess {
  /** Resolves, once all output has been read, to the exit code; to `undefined` when a signal ended the process. */
  readonly ended: Promise<number | undefined>;
  private readonly child: ChildProcess;

  constructor({ args, cwd, environment, onLine }: ProcessOptions) {
    this.child = spawn(process.execPath, args, {
      cwd,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    running.add(this);
    forEachLine(this.child.stdout, (line) => {
      onLine(line, "stdout");
    });
    forEachLine(this.child.stderr, (line) => {
      onLine(line, "stderr");
    });
    this.ended = new Promise((resolve, reject) => {
      this.child.on("error", reject);
      this.child.on("close", (code) => {
        resolve(code ?? undefined);
      });
    });
    this.ended.then(
      () => running.delete(this),
      () => running.delete(this),
    );
  }

  /** Asks the process to end, then makes it. Resolves when it has ended. */
  async stop(): Promise<void> {
    this.signal("SIGINT");
    const impatience = setTimeout(() => {
      this.signal("SIGKILL");
    }, patienceMs);
    await this.ended.catch(() => undefined);
    clearTimeout(impatience);
  }

  signal(name: NodeJS.Signals): void {
    if (this.child.pid === undefined || !running.has(this)) return;
    try {
      process.kill(-this.child.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") this.child.kill(name);
    }
  }
}

function forEachLine(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream === null) return;
  createInterface({ input: stream, crlfDelay: Infinity }).on("line", onLine);
}
