import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { exitCodes, runAcceptance } from "./run";

const root = dirname(createRequire(__filename).resolve("pulumi-partner-admin-link/package.json"));
const interruption = new AbortController();

/** npm forwards Ctrl-C to a process that has received it from the terminal already; within a second both count as one. */
const echo = 1000;
let interruptedAt = 0;

/** The first Ctrl-C removes the link, the second one stops at once. */
function onSignal(): void {
  if (interruption.signal.aborted) {
    if (Date.now() - interruptedAt < echo) return;
    process.stderr.write("Stopped: a link may be left behind. The next run reports it.\n");
    process.exit(exitCodes.interrupted);
  }
  interruptedAt = Date.now();
  interruption.abort();
  process.stderr.write("Interrupted: removing the link first. Press Ctrl-C again to stop at once.\n");
}

process.on("SIGINT", onSignal);
process.on("SIGTERM", onSignal);

const host = {
  print: (text: string) => process.stdout.write(text),
  signal: interruption.signal,
  pause: (milliseconds: number) => pause(milliseconds),
  programFolder: join(root, "test/azure/program"),
};

void runAcceptance(host, join(root, "build/azure")).then(
  (code) => {
    process.exitCode = code;
    // Kept-alive connections would keep the process running.
    process.stdout.write("", () => process.exit());
  },
  (error: unknown) => {
    console.error(error);
    process.exit(exitCodes.failed);
  },
);
