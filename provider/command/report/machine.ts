import { SingleBar } from "cli-progress";

/** What the report needs of the process that it runs in. */
export interface Machine {
  readonly now: () => Date;
  /** Shows the progress on a terminal. */
  readonly openProgress: (total: number) => Progress;
  /** Calls back at the first Ctrl-C, until what it gives is called. Another one ends the process as usual. */
  readonly onInterrupt: (callback: () => void) => () => void;
  /** Ends the process once what was printed has been written: requests that are under way would keep it. */
  readonly leave: (exitCode: number) => void;
}

export interface Progress {
  readonly add: (isFailed: boolean) => void;
  readonly stop: () => void;
}

const signals = ["SIGINT", "SIGTERM"] as const;

export function thisMachine(): Machine {
  return {
    now: () => new Date(),
    openProgress: (total) => progressOn(process.stderr, total),
    onInterrupt: (callback) => {
      const remove = () => {
        for (const signal of signals) process.removeListener(signal, onSignal);
      };
      const onSignal = () => {
        remove();
        callback();
      };
      for (const signal of signals) process.on(signal, onSignal);
      return remove;
    },
    leave: (exitCode) => {
      process.stdout.write("", () => process.exit(exitCode));
    },
  };
}

/** A bar on a terminal; nothing in a file or a pipeline's log. */
export function progressOn(stream: NodeJS.WriteStream, total: number): Progress {
  if (!stream.isTTY) return { add: () => undefined, stop: () => undefined };
  let failed = 0;
  const bar = new SingleBar({
    stream,
    format: "{bar} {value}/{total} identities{failed}",
    hideCursor: true,
    clearOnComplete: true,
    // The terminal's own Ctrl-C handling is the report's.
    gracefulExit: false,
  });
  bar.start(total, 0, { failed: "" });
  return {
    add: (isFailed) => {
      if (isFailed) failed += 1;
      bar.increment(1, { failed: failed === 0 ? "" : `, ${failed} not read` });
    },
    stop: () => {
      bar.stop();
    },
  };
}
