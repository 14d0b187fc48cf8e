import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { exitCodes, runAcceptance } from "./run";

const root = dirname(createRequire(__filename).resolve("pulumi-partner-admin-link/package.json"));
const interruption = new AbortController();

/** npm hands Ctrl-C on to the process that has got it already: within a second it is the same. */
const echo = 1000;
let interruptedAt = 0;

/** The first time what was made is removed; the second time it is not waited for. */
function onSignal(): void {
  if (interruption.signal.aborted) {
    if (Date.now() - interruptedAt < echo) return;
    process.stderr.write("Stopped at once: a link may be left, which the next run finds.\n");
    process.exit(exitCodes.interrupted);
  }
  interruptedAt = Date.now();
  interruption.abort();
  process.stderr.write("Interrupted: what was made is removed first. Press Ctrl-C again to stop at once.\n");
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
    // Connections that are kept alive would keep the process.
    process.stdout.write("", () => process.exit());
  },
  (error: unknown) => {
    console.error(error);
    process.exit(exitCodes.failed);
  },
);
