import { jsonValue, objectOf } from "../../azure/json";
import { limits } from "../../azure/limits";
import { asPalError, PalError } from "../../errors";
import { csvRecords } from "../csvRecords";
import { nameOf, readText } from "../inputFile";
import { lineOf, type Place, type Problem, problemAt } from "../problem";
import type { Customer } from "./customer";
import { type Cell, type Column, columnsIn } from "./customerColumns";
import { rowReader } from "./customerRow";

export interface CustomersFile {
  readonly rows: readonly { readonly place: Place; readonly customer: Customer }[];
  /** Rows that are wrong, which leave the others. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a customers file, or with `-` standard input: CSV, whatever a spreadsheet has made of it, or a JSON list of objects
 * with the same names.
 *
 * @param needed - columns that there must be.
 * @throws PalError PAL_CONFIG_INVALID for a file that is neither, whose columns are others, or that names no customer.
 */
export async function readCustomers(file: string, needed: readonly Column[]): Promise<CustomersFile> {
  return await customersIn(await readText(file, "customers", limits.customersFile), nameOf(file), needed);
}

/** The customers in a file's text. */
export async function customersIn(text: string, file: string, needed: readonly Column[]): Promise<CustomersFile> {
  const read: { rows: CustomersFile["rows"][number][]; problems: Problem[] } = { rows: [], problems: [] };
  const readRow = rowReader();
  const addProblem = (problem: Problem): void => void read.problems.push(problem);
  const addRow = (cells: readonly Cell[], place: Place): void => {
    const { customer, fault } = readRow(cells, place);
    if (fault === undefined) read.rows.push({ place, customer });
    else addProblem(problemAt(place, fault));
  };
  if (/^\s*[[{]/.test(text)) readJson(text, file, needed, addRow, addProblem);
  else await readCsv(text, file, needed, addRow, addProblem);
  if (read.rows.length + read.problems.length === 0) throw invalid(`${file} names no customer`);
  return read;
}

type AddRow = (cells: readonly Cell[], place: Place) => void;
type AddProblem = (problem: Problem) => void;

async function readCsv(
  text: string,
  file: string,
  needed: readonly Column[],
  addRow: AddRow,
  addProblem: AddProblem,
): Promise<void> {
  let columns: ReturnType<typeof columnsIn> | undefined;
  const records = csvRecords([text], (line, why) => {
    addProblem(problemAt(lineOf(file, line), why));
  });
  for await (const { line, cells } of records) {
    const place = lineOf(file, line);
    const filled = withoutTail(cells);
    if (columns === undefined) columns = columnsIn(filled, file, needed);
    else if (filled.length > columns.length)
      addProblem(problemAt(place, `it has ${filled.length} cells, and there are ${columns.length} columns`));
    else addRow(cellsOf(columns, filled.map(unescaped)), place);
  }
  if (columns === undefined) columnsIn([], file, needed);
}

/** Without the empty cells at the end that spreadsheets write. */
function withoutTail(cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1] === "") end -= 1;
  return cells.slice(0, end);
}

/** Without the apostrophe that keeps a spreadsheet from taking it for a formula. */
function unescaped(cell: string): string {
  return /^'[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}

function readJson(text: string, file: string, needed: readonly Column[], addRow: AddRow, addProblem: AddProblem): void {
  const entries = jsonValue(text);
  if (!Array.isArray(entries)) throw invalid(`${file} must be a JSON list of objects, or CSV`);
  for (const [index, entry] of entries.entries()) {
    const place = { text: `entry ${index + 1} of ${file}` };
    const object = objectOf(entry);
    if (object === undefined) {
      addProblem(problemAt(place, "it must be an object"));
      continue;
    }
    try {
      const columns = columnsIn(Object.keys(object), place.text, needed);
      addRow(cellsOf(columns, Object.values(object).map(textOf)), place);
    } catch (error) {
      // Each entry has names of its own.
      addProblem({ text: asPalError(error).text });
    }
  }
}

function cellsOf(columns: readonly (Column | undefined)[], texts: readonly string[]): readonly Cell[] {
  return columns.flatMap((column, index): Cell[] => (column === undefined ? [] : [[column, texts[index] ?? ""]]));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value.trim() : JSON.stringify(value);
}

function invalid(text: string): PalError {
  return new PalError("PAL_CONFIG_INVALID", text);
}
