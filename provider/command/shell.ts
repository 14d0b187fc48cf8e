import { exitCodes } from "./exitCodes";
import type { Shell } from "./program";

/**
 * The streams of this process. A reader that closes the pipe, such as `head`, is no failure. Any other failure to write
 * is one: a redirected result would be cut short.
 */
export function processShell(): Omit<Shell, "end"> {
  let isCutShort = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      isCutShort ||= error.code !== "EPIPE";
    });
  }
  process.once("exit", () => {
    if (isCutShort) process.exitCode = exitCodes.error;
  });
  return {
    print: (text) => void process.stdout.write(text),
    printError: (text) => void process.stderr.write(text),
    // A terminal that does not know its width says 0.
    columns: process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : undefined,
  };
}

/** Settles when all that was written has been handed on, or never will be. */
export async function flushed(): Promise<void> {
  const streams = [process.stdout, process.stderr];
  await Promise.all(
    streams.map(
      (stream) =>
        new Promise<void>((resolve) =>
          stream.write("", () => {
            resolve();
          }),
        ),
    ),
  );
}
