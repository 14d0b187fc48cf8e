import type { Diagnostic } from "../types";
import { diffText, isShown, messageText, type Progress, signOf, statusOf, typeText } from "./displayText";
import type { Watcher } from "./journal";
import { resourceOf, type Step, type StepOp } from "./step";
import { parseUrn, stackType } from "./urn";

/** What is known of one resource's row. */
interface Row {
  readonly urn: string;
  step?: Step;
  op: StepOp;
  progress: Progress;
  started: number;
  shown: boolean;
  readonly diagnostics: Diagnostic[];
}

export interface DisplayOptions {
  readonly isPreview: boolean;
  /** URN of the stack's own resource, whose row takes what belongs to no other. */
  readonly stackUrn: string;
  readonly print: (line: string) => void;
}

/** Prints an operation as the CLI does where there is no terminal: a line whenever something happens to a resource. */
export class Display implements Watcher {
  private readonly rows = new Map<string, Row>();

  constructor(private readonly options: DisplayOptions) {
    this.rowOf(options.stackUrn).shown = true;
  }

  stepStarted(step: Step): void {
    const row = this.rowOf(step.urn);
    Object.assign(row, {
      step,
      op: step.op,
      progress: this.options.isPreview ? "planned" : "running",
      started: Date.now(),
    });
    row.shown ||= isShown(step);
    if (step.op !== "read" && step.op !== "discard") this.printRow(row);
  }

  stepFinished(step: Step, op: StepOp): void {
    const row = this.rowOf(step.urn);
    const wasRefreshing = row.op === "refresh";
    const isNews = wasRefreshing || (!this.options.isPreview && resourceOf(step).custom && op !== "same");
    Object.assign(row, { step, op, progress: this.options.isPreview ? "planned" : "done" });
    if (isNews && op !== "read" && op !== "discard") this.printRow(row);
  }

  stepFailed(step: Step): void {
    const row = this.rowOf(step.urn);
    row.progress = this.options.isPreview ? "planned" : "failed";
    this.printRow(row);
  }

  said(diagnostic: Diagnostic): void {
    if (diagnostic.severity === "debug") return;
    const row = this.rowOf(diagnostic.urn ?? this.options.stackUrn);
    row.diagnostics.push(diagnostic);
    row.shown = true;
    this.printRow(row, messageText(diagnostic.severity, diagnostic.message));
  }

  /** How many resources have an error of their own. */
  erroredCount(): number {
    return [...this.rows.values()].filter(({ diagnostics }) => errorsIn(diagnostics).length > 0).length;
  }

  /** Messages that last, by the resource they belong to, with what stands above them. */
  lastingMessages(): { readonly heading: string; readonly messages: readonly string[] }[] {
    return [...this.rows.values()].flatMap(({ urn, diagnostics }) => {
      const lasting = diagnostics.filter(({ ephemeral, message }) => !ephemeral && message !== "");
      if (lasting.length === 0) return [];
      const { type, name } = parseUrn(urn);
      const messages = lasting.map(({ severity, message }) => messageText(severity, message));
      return [{ heading: `${typeText(type)} (${name}):`, messages }];
    });
  }

  private rowOf(urn: string): Row {
    const known = this.rows.get(urn);
    if (known !== undefined) return known;
    const row: Row = { urn, op: "same", progress: "planned", started: Date.now(), shown: false, diagnostics: [] };
    this.rows.set(urn, row);
    return row;
  }

  private printRow(row: Row, message = ""): void {
    if (!row.shown) return;
    const { type, name } = parseUrn(row.urn);
    const diff = row.step === undefined ? "" : diffText(row.step, row.op);
    const info = [diff, message].filter((part) => part !== "").join("; ");
    const [firstLine = ""] = info.split("\n");
    this.options.print(` ${signOf(row.op)} ${typeText(type)} ${name} ${this.statusText(row)} ${firstLine}`);
  }

  private statusText({ step, op, progress, started, urn }: Row): string {
    if (step === undefined) return "";
    if (op === "same") return parseUrn(urn).type === stackType && !this.options.isPreview ? "running" : "";
    const status = statusOf(step, op, progress);
    const seconds = (Date.now() - started) / 1000;
    if (progress === "running") return `${status} (${Math.floor(seconds)}s)`;
    return progress === "done" ? `${status} (${seconds.toFixed(2)}s)` : status;
  }
}

function errorsIn(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}
