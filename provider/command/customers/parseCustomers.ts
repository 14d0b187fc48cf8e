import { type CsvError, type InfoRecord, parse } from "csv-parse/sync";
import { guid } from "../../azure/guid";
import { PalError } from "../../errors";
import { quotable, shown } from "../../text";
import { type Customer, customerColumns, identityKinds, resourceName } from "./customer";

/** What is wrong with a line of a customers file. */
export interface LineFault {
  readonly line: number;
  readonly fault: string;
}

export interface CustomersFile {
  readonly rows: readonly { readonly line: number; readonly customer: Customer }[];
  readonly faults: readonly LineFault[];
}

type Column = (typeof customerColumns)[number];
type Cells = Readonly<Record<Column, string>>;

const required: readonly Column[] = ["tenantId", "identity", "partnerId"];

/**
 * Reads a customers file, whatever a spreadsheet has made of it: separated by commas, semicolons or tabs, its columns in any
 * order, others among them. A row with a fault leaves the others.
 *
 * @throws PalError PAL_CONFIG_INVALID when a column is missing.
 */
export function parseCustomers(text: string): CustomersFile {
  const faults: LineFault[] = [];
  const records = recordsOf(text, faults);
  const head = (records.shift()?.cells ?? []).map((name) => name.trim().toLowerCase());
  assertColumns(head);
  const lines = new Map<string, number>();
  const rows = records.flatMap(({ line, cells }) => {
    const row = cellsOf(head, cells);
    const fault = tooMany(head, cells) ?? faultIn(row) ?? duplicate(row, line, lines);
    if (fault !== undefined) faults.push({ line, fault });
    return fault === undefined ? [{ line, customer: customerOf(row) }] : [];
  });
  return { rows, faults: faults.sort((one, other) => one.line - other.line) };
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string, faults: LineFault[]): Line[] {
  // Within quotes, the parser counts \r\n as two lines.
  const records = parse(text.replace(/\r\n?/g, "\n"), {
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    trim: true,
    on_skip: (error) => {
      if (error !== undefined) faults.push({ line: Number(error["lines"]), fault: faultOfQuotes(error) });
    },
  }) as unknown as readonly { readonly info: InfoRecord; readonly record: readonly string[] }[];
  // The parser counts the line that a record ends in.
  return records.map(({ info, record }) => ({ line: info.lines - linesWithin(record), cells: record }));
}

function linesWithin(cells: readonly string[]): number {
  return cells.join("").match(/\n/g)?.length ?? 0;
}

function delimiterOf(text: string): string {
  const [head = ""] = text.split(/[\r\n]/, 1);
  return [";", "\t"].find((delimiter) => head.includes(delimiter)) ?? ",";
}

function faultOfQuotes({ code }: CsvError): string {
  return code === "CSV_QUOTE_NOT_CLOSED" ? "unclosed quote" : `misplaced quote (${code})`;
}

function assertColumns(head: readonly string[]): void {
  const missing = required.filter((column) => !head.includes(column.toLowerCase()));
  if (missing.length === 0) return;
  throw new PalError(
    "PAL_CONFIG_INVALID",
    `line 1 lacks ${missing.join(", ")}. Expected columns: ${customerColumns.join(",")}; found: ${quotable(head.join(",")) || "none"}`,
  );
}

function cellsOf(head: readonly string[], cells: readonly string[]): Cells {
  const entries = customerColumns.map((column): [Column, string] => {
    return [column, unescaped(cells[head.indexOf(column.toLowerCase())] ?? "")];
  });
  return Object.fromEntries(entries) as Record<Column, string>;
}

/** Without the apostrophe that keeps a spreadsheet from taking it for a formula. */
function unescaped(cell: string): string {
  return /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell;
}

function tooMany(head: readonly string[], cells: readonly string[]): string | undefined {
  const isWithin = cells.slice(head.length).every((cell) => cell === "");
  return isWithin ? undefined : `${cells.length} cells, but line 1 has ${head.length}`;
}

function faultIn({ tenantId, identity, clientId, partnerId }: Cells): string | undefined {
  if (!guid.test(tenantId)) return `tenantId must be a GUID; it is ${shown(tenantId, /^[\w.-]+$/)}`;
  if (!identityKinds.some((kind) => kind === identity))
    return `identity must be ${identityKinds.join(" or ")}; it is ${shown(identity, /^\w+$/)}`;
  if (identity === "servicePrincipal" && clientId === "") return "a servicePrincipal row needs a clientId";
  if (clientId !== "" && !guid.test(clientId))
    return `clientId must be a GUID; it is ${shown(clientId, /^[\da-f-]+$/i)}`;
  if (!/^\d*$/.test(partnerId)) return `partnerId must be digits; it is ${shown(partnerId, /^[\w.,+-]+$/)}`;
  return undefined;
}

/** Two rows of one name would be one resource twice. */
function duplicate(cells: Cells, line: number, lines: Map<string, number>): string | undefined {
  const name = resourceName(customerOf(cells));
  const before = lines.get(name);
  if (before !== undefined) return `duplicate of line ${before}: both declare ${quotable(name)}`;
  lines.set(name, line);
  return undefined;
}

function customerOf(cells: Cells): Customer {
  const { tenantId, identity, clientId } = cells;
  return {
    ...cells,
    tenantId: tenantId.toLowerCase(),
    identity: identity as Customer["identity"],
    clientId: identity === "azureCli" ? "" : clientId.toLowerCase(),
  };
}
