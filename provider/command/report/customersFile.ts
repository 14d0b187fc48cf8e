import { jsonValue, objectOf } from "../../azure/json";
import { PalError } from "../../errors";
import { columnKey, indexesOf, namesOf } from "./columns";
import { csvRecords } from "./csvRecords";
import { customerColumns } from "../customers/customer";
import { type CustomerColumn, type CustomerRow, customerRows, type Place } from "./customerRow";
import { nameOf, readText } from "./inputFile";
import { type Listing, ListingBuilder } from "./listing";

/** Columns that each row needs. */
const needed = ["tenantId", "identity"] as const satisfies readonly CustomerColumn[];

const secretLike = /secret|password|passwd|pwd|token|certificate|privatekey|apikey|credential|kennwort/;

type ReadRow = (row: CustomerRow, place: Place) => void;

/**
 * Reads the customers of a file: CSV, or a JSON list of objects with the same names.
 *
 * @throws PalError PAL_CONFIG_INVALID for a file that is neither, or whose columns are others. A row that is wrong is a
 * problem of the listing.
 */
export async function readCustomers(file: string): Promise<Listing> {
  return await customersIn(await readText(file, "customers"), nameOf(file));
}

/** The customers in a file's text. */
export async function customersIn(text: string, file: string): Promise<Listing> {
  const listing = new ListingBuilder();
  const readRow = customerRows(listing);
  if (/^\s*[[{]/.test(text)) readJson(text, file, readRow);
  else await readCsv(text, file, readRow, listing);
  if (listing.subjects.length + listing.failed.length + listing.problems.length > 0) return listing;
  throw new PalError("PAL_CONFIG_INVALID", `${file} names no customer`);
}

async function readCsv(text: string, file: string, readRow: ReadRow, listing: ListingBuilder): Promise<void> {
  let columns: readonly CustomerColumn[] | undefined;
  const onFault = (line: number, why: string) => {
    listing.addProblem(`line ${line} of ${file}: ${why}`, line);
  };
  for await (const { line, cells: read } of csvRecords([text], onFault)) {
    const cells = withoutTail(read);
    if (columns === undefined) {
      columns = columnsIn(cells, file);
      continue;
    }
    const place = { text: `line ${line} of ${file}`, line };
    if (cells.length > columns.length)
      listing.addProblem(`${place.text}: it has ${cells.length} cells, and there are ${columns.length} columns`, line);
    else readRow(rowOf(columns.map((column, index) => [column, cells[index]])), place);
  }
  if (columns === undefined) indexesOf([], needed, file);
}

/** Without the empty cells at the end that spreadsheets write. */
function withoutTail(cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1] === "") end -= 1;
  return cells.slice(0, end);
}

function readJson(text: string, file: string, readRow: ReadRow): void {
  const rows = jsonValue(text.replace(/^\uFEFF/, ""));
  const objects = Array.isArray(rows) ? rows.map(objectOf) : [];
  if (!Array.isArray(rows) || objects.includes(undefined))
    throw new PalError("PAL_CONFIG_INVALID", `${file} must be a JSON list of objects, or CSV`);
  for (const [index, object = {}] of objects.entries()) {
    const columns = columnsIn(Object.keys(object), file);
    const row = rowOf(Object.values(object).map((value, at) => [columns[at] ?? "name", textOf(value)]));
    readRow(row, { text: `entry ${index + 1} of ${file}` });
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value.trim() : JSON.stringify(value);
}

function rowOf(cells: readonly (readonly [CustomerColumn, string | undefined])[]): CustomerRow {
  return Object.fromEntries(cells.filter(([, cell]) => cell !== undefined && cell !== ""));
}

/** A mistyped column would be read as if it were not there, and a secret does not belong into a list of customers. */
function columnsIn(header: readonly string[], file: string): CustomerColumn[] {
  const known = new Map(customerColumns.map((name) => [columnKey(name), name]));
  const others = header.filter((name) => !known.has(columnKey(name)));
  const secrets = others.filter((name) => secretLike.test(columnKey(name)));
  if (secrets.length > 0)
    throw invalid(
      `${file} has the column ${namesOf(secrets)}, and a list of customers holds no secrets: remove it, and set ARM_CLIENT_SECRET or another way to sign in`,
    );
  if (others.length > 0)
    throw invalid(`${file} has the unknown column ${namesOf(others)}; known are ${customerColumns.join(", ")}`);
  const columns = header.map((name) => known.get(columnKey(name)) ?? "name");
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`${file} has the column ${twice} twice`);
  indexesOf(header, needed, file);
  return columns;
}

function invalid(text: string): PalError {
  return new PalError("PAL_CONFIG_INVALID", text);
}
