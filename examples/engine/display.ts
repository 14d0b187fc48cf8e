import type { Diagnostic, OperationStep } from "../cli/types";
import { parseUrn } from "./urn";
import { formatOutput, type Properties } from "./values";

/** How an operation is written: before the row, while it runs, when it is done. Planned it has its own name. */
const words = {
  same: { sign: "  ", running: "", done: "" },
  create: { sign: "+ ", running: "creating", done: "created" },
  update: { sign: "~ ", running: "updating", done: "updated" },
  delete: { sign: "- ", running: "deleting", done: "deleted" },
  replace: { sign: "+-", running: "replacing", done: "replaced" },
  "create-replacement": { sign: "++", running: "creating replacement", done: "created replacement" },
  "delete-replaced": { sign: "--", running: "deleting original", done: "deleted original" },
  refresh: { sign: "~ ", running: "refreshing", done: "refreshed" },
};

export type Op = keyof typeof words;

/** Operations that count as one change; the parts of a replacement do not. */
const changes: readonly Op[] = ["create", "update", "delete", "replace"];

const prefixes = { debug: "debug: ", info: "", "info#err": "", warning: "warning: ", error: "error: " };

/** What an operation does to one resource. */
export interface Step {
  readonly op: Op;
  readonly urn: string;
  readonly custom: boolean;
  /** What changes, as the row has it. */
  text: string;
  /** What came of it: of a refresh, what it found. */
  outcome: Op;
}

/** What is known of one resource's row. */
interface Row {
  op: Op;
  status: string;
  text: string;
  started: number;
  isShown: boolean;
  readonly messages: string[];
}

/** Prints an operation as the CLI does where there is no terminal: a line whenever something happens to a resource. */
export class Display {
  readonly steps: OperationStep[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly rows = new Map<string, Row>();
  private readonly counts = new Map<Op, number>();

  /** @param stackUrn - of the stack's own resource, whose row takes what belongs to no other. */
  constructor(
    private readonly isPreview: boolean,
    private readonly stackUrn: string,
    private readonly print: (line: string) => void,
  ) {
    this.row(stackUrn).isShown = true;
  }

  begin({ op, urn, custom, text }: Step): void {
    if (urn !== this.stackUrn) this.steps.push({ op, urn, diffs: [] });
    const row = this.row(urn);
    const planned = op === "same" ? "" : op.replace("-", " ");
    const running = op === "same" ? (urn === this.stackUrn ? "running" : "") : `${words[op].running} (0s)`;
    Object.assign(row, { op, text: custom ? text : "", started: Date.now() });
    row.status = this.isPreview ? planned : running;
    row.isShown ||= op !== "same";
    this.printRow(urn);
  }

  end({ op, urn, custom, text, outcome }: Step): void {
    this.counts.set(outcome, this.count(outcome) + 1);
    if (this.isPreview || !custom || op === "same") return;
    const row = this.row(urn);
    const took = `(${((Date.now() - row.started) / 1000).toFixed(2)}s)`;
    Object.assign(row, { op: outcome, text, status: outcome === "same" ? "" : `${words[outcome].done} ${took}` });
    this.printRow(urn);
  }

  fail({ op, urn }: Step): void {
    if (!this.isPreview) this.row(urn).status = `**${words[op].running} failed**`;
    this.printRow(urn);
  }

  /** Without a URN it belongs to the stack. */
  say(severity: Diagnostic["severity"], text: string, urn = "", ephemeral = false): void {
    const message = text.trimEnd();
    if (severity === "debug" || message === "") return;
    this.diagnostics.push({ severity, ...(urn === "" ? {} : { urn }), message, ephemeral });
    const place = urn === "" ? this.stackUrn : urn;
    const row = this.row(place);
    row.isShown = true;
    if (!ephemeral) row.messages.push(prefixes[severity] + message);
    this.printRow(place, prefixes[severity] + message);
  }

  hasChanges(): boolean {
    return changes.some((op) => this.counts.has(op));
  }

  /** What stands below the rows: messages, outputs, counts. */
  printEnd(before: Properties | undefined, after: Properties, milliseconds: number): void {
    const duration = this.isPreview ? [] : [`Duration: ${Math.ceil(milliseconds / 1000)}s`, ""];
    for (const line of [...this.messageLines(), ...outputLines(before, after), ...this.countLines(), ...duration]) {
      this.print(line);
    }
  }

  private row(urn: string): Row {
    const known = this.rows.get(urn);
    if (known !== undefined) return known;
    const row: Row = { op: "same", status: "", text: "", started: 0, isShown: false, messages: [] };
    this.rows.set(urn, row);
    return row;
  }

  private count(op: Op): number {
    return this.counts.get(op) ?? 0;
  }

  private printRow(urn: string, message = ""): void {
    const { isShown, op, status, text } = this.row(urn);
    const [info = ""] = [text, message]
      .filter((part) => part !== "")
      .join("; ")
      .split("\n");
    if (isShown) this.print(` ${words[op].sign} ${resourceText(urn, " ")} ${status} ${info}`);
  }

  private messageLines(): string[] {
    const lines = [...this.rows].flatMap(([urn, { messages }]) => {
      const own = messages.flatMap((message) => message.split("\n")).map((line) => `    ${line}`.trimEnd());
      return own.length === 0 ? [] : [`  ${resourceText(urn, " (")}):`, ...own, ""];
    });
    return lines.length === 0 ? [] : ["Diagnostics:", ...lines];
  }

  private countLines(): string[] {
    const counted = changes.filter((op) => this.counts.has(op));
    const total = counted.reduce((sum, op) => sum + this.count(op), 0);
    const totals = [
      ...(counted.length > 1 ? [`${total} changes`] : []),
      ...(this.counts.has("same") ? [`${this.count("same")} unchanged`] : []),
    ].join(". ");
    const errors = this.diagnostics.filter(({ severity }) => severity === "error");
    const errored = new Set(errors.map(({ urn }) => urn)).size;
    return [
      "Resources:",
      ...counted.map((op) => {
        return `    ${words[op].sign}${this.count(op)} ${this.isPreview ? `to ${op}` : words[op].done}`;
      }),
      ...(totals === "" ? [] : [`    ${totals}`]),
      ...(errored === 0 ? [] : [`    ${errored} errored`]),
      "",
    ];
  }
}

/** `pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink` is shown as `pulumi-nodejs:dynamic:PartnerAdminLink`. */
function resourceText(urn: string, separator: string): string {
  const { type, name } = parseUrn(urn);
  const [packageName = "", module = "", typeName = ""] = type.split(":");
  const [first = "", last] = module.split("/");
  const repeats = last === typeName.replace(/^./, (letter) => letter.toLowerCase());
  return (repeats ? `${packageName}:${first}:${typeName}` : type) + separator + name;
}

function outputLines(before: Properties | undefined, after: Properties): string[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])].sort();
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => {
    const [old, now] = [before?.[name], after[name]].map((value) =>
      value === undefined ? undefined : formatOutput(value),
    );
    const sign =
      before === undefined || old === now ? "  " : old === undefined ? "+ " : now === undefined ? "- " : "~ ";
    const texts = [...new Set([old, now])].filter((text) => text !== undefined);
    return `  ${sign}${name.padEnd(width)}: ${texts.join(" => ")}`;
  });
  return lines.length === 0 ? [] : ["Outputs:", ...lines, ""];
}
