import { Readable } from "node:stream";
import { parse } from "csv-parse";

/** A record of a CSV file, and the line that it begins at. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

const delimiters = [",", ";", "\t"] as const;

const lineEnd = /\r\n?/g;

/**
 * The records of a CSV file. The delimiter is the one that the first line has most of: a spreadsheet writes what the
 * country's settings say. Empty lines are left out.
 *
 * @param onFault - told of what cannot be read, which is left out.
 */
export async function* csvRecords(
  text: AsyncIterable<string> | Iterable<string>,
  onFault: (line: number, why: string) => void,
): AsyncGenerator<CsvRecord> {
  const { firstLine, whole } = await peek(withPlainLineEnds(text));
  const parser = parse({
    bom: true,
    delimiter: delimiterIn(firstLine),
    info: true,
    // Tells where a record that is skipped begins.
    raw: true,
    record_delimiter: "\n",
    // A quotation mark in the middle of a name is part of it.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error, raw) => {
      const last = error?.["lines"];
      // The parser does not count the end of the last line.
      const lines = linesIn((raw ?? "").trimStart().replace(/\n$/, ""));
      onFault(
        Math.max((typeof last === "number" ? last : 1) - lines, 1),
        "unclosed quotation mark; nothing after it was read",
      );
    },
  });
  const source = Readable.from(whole);
  source.once("error", (error) => parser.destroy(error));
  for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>) {
    const cells = record.map((cell) => cell.trim());
    if (cells.some((cell) => cell !== "")) yield { line: info.lines - linesWithin(record), cells };
  }
}

interface Parsed {
  readonly record: readonly string[];
  /** Its last line. */
  readonly info: { readonly lines: number };
}

function linesWithin(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + linesIn(cell), 0);
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}

/** With the line ends of Unix, by which lines are counted. */
async function* withPlainLineEnds(text: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let held = "";
  for await (const chunk of text) {
    const whole = held + chunk;
    // Half of a line end, perhaps.
    held = whole.endsWith("\r") ? "\r" : "";
    yield whole.slice(0, whole.length - held.length).replace(lineEnd, "\n");
  }
  if (held !== "") yield "\n";
}

async function peek(
  text: AsyncIterator<string>,
): Promise<{ readonly firstLine: string; readonly whole: AsyncIterable<string> }> {
  let start = "";
  let next = await text.next();
  for (; next.done !== true; next = await text.next()) {
    start += next.value;
    if (/\S.*\n/.test(start)) break;
  }
  const isRead = next.done === true;
  const whole = async function* (): AsyncGenerator<string> {
    yield start;
    if (!isRead) for (let more = await text.next(); more.done !== true; more = await text.next()) yield more.value;
  };
  return { firstLine: start.trimStart().split("\n", 1)[0] ?? "", whole: whole() };
}

function delimiterIn(line: string): string {
  const counts = delimiters.map((delimiter) => line.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ",";
}
