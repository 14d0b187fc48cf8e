import type { Ending } from "./cell";
import type { Column } from "./columns";
import type { Row } from "./rows";

/** How one callback ended under one fault. */
export interface Cell {
  readonly row: Row;
  readonly column: Column;
  readonly ending: Ending;
}

const legend = [
  "unharmed: no difference, and no more requests",
  "retried: asked again, and fine",
  "converged: written, as a read afterwards shows",
  "warned: clear warning on the row, nothing written, the rest of the stack continues",
  "error: clear error, nothing written",
  "kept: clear error; the write may have been applied, so the resource stays in state and the next run checks",
];

/** Texts that are known of a cell: where all that was seen is among them, they stand for it. */
type Known = (fault: string, column: string) => readonly string[];

const nothingKnown: Known = () => [];

/** The matrix: fault by callback. Where the service's behaviour makes a difference, each outcome is given. */
export function outcomeTable(cells: readonly Cell[], known = nothingKnown): string {
  const names = unique(cells.map(({ column }) => column.name));
  const lines = unique(cells.map(({ row }) => row.name)).map((fault) => [
    fault,
    ...names.map((name) => {
      const here = cells.filter(({ row, column }) => row.name === fault && column.name === name);
      return told(here, ({ outcome }) => outcome, known(fault, name)).join(" or ");
    }),
  ]);
  const table = [["fault", ...names], ...lines];
  const widths = names.concat("").map((_, index) => Math.max(...table.map((line) => (line[index] ?? "").length)));
  const printed = table.map((line) =>
    line
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...legend, "", ...printed, ""].join("\n");
}

/** What users read, by fault; callbacks that say the same stand together. */
export function messageList(cells: readonly Cell[], known = nothingKnown): string {
  const faults = unique(cells.map(({ row }) => row.name)).flatMap((fault) => {
    const said = new Map<string, string[]>();
    for (const name of unique(cells.map(({ column }) => column.name))) {
      const here = cells.filter(({ row, column }) => row.name === fault && column.name === name);
      for (const text of told(here, ({ messages }) => messages.join("\n  "), known(fault, name))) {
        if (text !== "") said.set(text, [...(said.get(text) ?? []), name]);
      }
    }
    const entries = [...said].map(([text, names]) => `${names.join(" · ")}\n  ${text}`);
    return entries.length === 0 ? [] : [`# ${fault}`, ...entries];
  });
  return `${faults.join("\n\n")}\n`;
}

function told(cells: readonly Cell[], of: (ending: Ending) => string, known: readonly string[]): readonly string[] {
  const seen = unique(cells.map(({ ending }) => of(ending))).sort();
  return seen.every((text) => text === "" || known.includes(text)) ? known : seen;
}

/** The outcomes of a table. */
export function outcomesIn(table: string): Known {
  const [header = [], ...lines] = table
    .split("\n")
    .slice(legend.length + 1)
    .map((line) => line.split(/ {2,}/));
  const known = new Map(lines.map(([fault = "", ...outcomes]) => [fault, outcomes]));
  return (fault, column) => known.get(fault)?.[header.indexOf(column) - 1]?.split(" or ") ?? [];
}

/** The messages of a list. */
export function messagesIn(list: string): Known {
  const known = new Map<string, string[]>();
  let fault = "";
  for (const entry of list.trimEnd().split("\n\n")) {
    const [names = "", ...text] = entry.split("\n  ");
    if (text.length === 0) fault = names.replace("# ", "");
    else
      for (const name of names.split(" · "))
        known.set(key(fault, name), [...(known.get(key(fault, name)) ?? []), text.join("\n  ")]);
  }
  return (row, column) => known.get(key(row, column)) ?? [];
}

function key(fault: string, column: string): string {
  return `${fault}\n${column}`;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
