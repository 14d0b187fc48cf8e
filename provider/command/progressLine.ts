/** A line of a terminal that tells how far a verb is. */
export interface ProgressLine {
  readonly show: (text: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const clear = "\r\u001B[2K";

/** On standard error; where that is no terminal, nothing is written. */
export function progressLine(stream: Pick<NodeJS.WriteStream, "isTTY" | "write"> = process.stderr): ProgressLine {
  const write = (text: string): void => {
    if (stream.isTTY) stream.write(text);
  };
  return { show: (text) => write(`${clear}${text}`), end: () => write(clear) };
}
