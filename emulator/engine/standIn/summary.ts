import { plural, signOf } from "./displayText";
import type { Display } from "./display";
import { formatOutput } from "./formatValue";
import type { StepOp } from "./step";
import { isEqual } from "./valueDiff";
import type { PropertyMap } from "./values";

export interface Ending {
  readonly isPreview: boolean;
  readonly changes: ReadonlyMap<StepOp, number>;
  /** Outputs of the stack; absent when it has none to show. */
  readonly outputs?: { readonly before: PropertyMap | undefined; readonly after: PropertyMap };
  readonly milliseconds: number;
}

/** Prints what stands below the rows: messages, outputs, counts. */
export function printSummary(display: Display, ending: Ending, print: (line: string) => void): void {
  printDiagnostics(display, print);
  if (ending.outputs !== undefined) printOutputs(ending.outputs, print);
  printCounts(display, ending, print);
  if (ending.isPreview) return;
  print("Duration: " + `${Math.ceil(ending.milliseconds / 1000)}s`);
  print("");
}

function printDiagnostics(display: Display, print: (line: string) => void): void {
  const all = display.lastingMessages();
  if (all.length > 0) print("Diagnostics:");
  for (const { heading, messages } of all) {
    print(`  ${heading}`);
    for (const line of messages.flatMap((message) => message.split("\n"))) print(`    ${line}`.trimEnd());
    print("");
  }
}

function printOutputs({ before, after }: NonNullable<Ending["outputs"]>, print: (line: string) => void): void {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])].sort();
  if (names.length === 0) return;
  const width = Math.max(...names.map((name) => name.length));
  print("Outputs:");
  for (const name of names)
    print(`${outputSign(name, before, after)}${name.padEnd(width)}: ${outputText(name, before, after)}`);
  print("");
}

function outputSign(name: string, before: PropertyMap | undefined, after: PropertyMap): string {
  if (before === undefined || isEqual(before[name], after[name])) return "    ";
  if (before[name] === undefined) return "  + ";
  return after[name] === undefined ? "  - " : "  ~ ";
}

function outputText(name: string, before: PropertyMap | undefined, after: PropertyMap): string {
  const texts = [before?.[name], after[name]].flatMap((value) => (value === undefined ? [] : [formatOutput(value)]));
  return [...new Set(texts)].join(" => ");
}

/** In the order in which the CLI counts them. */
const counted: readonly StepOp[] = [
  "create",
  "update",
  "delete",
  "replace",
  "create-replacement",
  "delete-replaced",
  "refresh",
];

function printCounts(display: Display, { isPreview, changes }: Ending, print: (line: string) => void): void {
  print("Resources:");
  const kinds = counted.flatMap((op) => {
    const count = changes.get(op) ?? 0;
    return count === 0 ? [] : [{ op, count }];
  });
  for (const { op, count } of kinds) print(`    ${signOf(op)}${count} ${isPreview ? `to ${op}` : pastTense(op)}`);
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const unchanged = changes.get("same") ?? 0;
  const pieces = [
    ...(kinds.length > 1 ? [plural(total, "change")] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
  ];
  if (pieces.length > 0) print(`    ${pieces.join(". ")}`);
  const errored = display.erroredCount();
  if (errored > 0) print(`    ${errored} errored`);
  print("");
}

function pastTense(op: StepOp): string {
  return op === "refresh" ? "refreshed" : `${op}d`.replace(/-replacementd$/, "d-replacement");
}
