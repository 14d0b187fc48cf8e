/** Something in an input that could not be read. */
export interface Problem {
  /** Line of the file that the text names. */
  readonly line?: number;
  /** One clean line. */
  readonly text: string;
}

/** Where something stands in a file. */
export interface Place {
  /** As messages name it: `line 7 of customers.csv`. */
  readonly text: string;
  readonly line?: number;
}

export function lineOf(file: string, line: number): Place {
  return { text: `line ${line} of ${file}`, line };
}

export function problemAt({ text, line }: Place, why: string): Problem {
  return { ...(line === undefined ? {} : { line }), text: `${text}: ${why}` };
}
