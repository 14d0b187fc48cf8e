import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { interruption } from "./interruption";
import { exitCodes, runAcceptance } from "./run";

const root = dirname(createRequire(__filename).resolve("pulumi-partner-admin-link/package.json"));
const host = {
  print: (text: string) => process.stdout.write(text),
  signal: interruption(exitCodes.interrupted),
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
