/** npm forwards Ctrl-C to a process that has received it from the terminal already; within a second both count as one. */
const echo = 1000;

/**
 * Aborted by the first signal, so that the link can be removed; the second one ends the process. A terminal that is closed is
 * a signal as well. A pipe whose reader has ended is none: `| tee` ends at Ctrl-C before the link is removed.
 */
export function interruption(exitCode: number): AbortSignal {
  const controller = new AbortController();
  let interruptedAt = 0;

  function onSignal(): void {
    if (controller.signal.aborted) {
      if (Date.now() - interruptedAt < echo) return;
      process.stderr.write("Stopped: a link may be left behind. The next run reports it.\n");
      process.exit(exitCode);
    }
    interruptedAt = Date.now();
    controller.abort();
    process.stderr.write("Interrupted: removing the link first. Press Ctrl-C again to stop at once.\n");
  }

  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return controller.signal;
}
