import type { Diagnostic, OperationStep } from "../types";
import type { MessageOptions, Messages, Severity } from "./messages";
import { type Step, type StepOp } from "./step";
import { isDefaultProvider, isProviderType, parseUrn, stackType } from "./urn";

/** What watches an operation. */
export interface Watcher {
  stepStarted(step: Step): void;
  stepFinished(step: Step, op: StepOp): void;
  stepFailed(step: Step): void;
  said(diagnostic: Diagnostic): void;
}

export interface JournalOptions {
  readonly watcher: Watcher;
  /** Takes the configuration's secrets out of a message. */
  readonly hideSecrets: (message: string) => string;
  /** In `pulumi refresh` a refresh counts as what came of it. */
  readonly isRefresh: boolean;
}

/** What an operation announces, in order. */
export class Journal implements Messages {
  readonly steps: OperationStep[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** How many resources underwent what. */
  readonly changes = new Map<StepOp, number>();

  constructor(private readonly options: JournalOptions) {}

  say(severity: Severity, message: string, urn = "", { ephemeral = false }: MessageOptions = {}): void {
    const text = this.options.hideSecrets(message).replace(/\s+$/, "");
    const diagnostic: Diagnostic = { severity, ...(urn === "" ? {} : { urn }), message: text, ephemeral };
    if (severity !== "debug") this.diagnostics.push(diagnostic);
    this.options.watcher.said(diagnostic);
  }

  stepStarted(step: Step): void {
    const { type } = parseUrn(step.urn);
    if (type !== stackType && !isProviderType(type)) {
      this.steps.push({ op: step.op, urn: step.urn, diffs: [...step.diffs].sort() });
    }
    if (!isInternal(step)) this.options.watcher.stepStarted(step);
  }

  stepFinished(step: Step): void {
    const isRefreshed = this.options.isRefresh && step.resultOp !== undefined;
    const op = isRefreshed ? (step.resultOp ?? step.op) : step.op;
    if (isInternal(step)) return;
    if (isRefreshed || step.logical) this.changes.set(op, (this.changes.get(op) ?? 0) + 1);
    this.options.watcher.stepFinished(step, op);
  }

  stepFailed(step: Step): void {
    if (!isInternal(step)) this.options.watcher.stepFailed(step);
  }

  /** Whether anything would change, or changed. */
  hasChanges(): boolean {
    return [...this.changes.keys()].some((op) => !unchanging.includes(op));
  }
}

const unchanging: readonly StepOp[] = ["same", "read", "discard", "read-replacement"];

export function isInternal(step: Step): boolean {
  return step.internal === true || step.op === "remove-pending-replace" || isDefaultProvider(step.urn);
}
