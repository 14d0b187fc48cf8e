import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Diagnostic, OperationStep } from "./types";

/** What an operation announced, gathered from the engine's events. */
export interface EngineJournal {
  readonly steps: OperationStep[];
  readonly diagnostics: Diagnostic[];
}

/** Types of resources that the engine makes for itself. */
function isInternal(type: string): boolean {
  return type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:");
}

/** Severities that reach the terminal. Debug messages are in the event log whether asked for or not, secrets included. */
const severities = ["info", "info#err", "warning", "error"] as const;

/** The engine's own colour directives (`<{%reset%}>`) and terminal escapes. */
const colourCodes = new RegExp(`<\\{%[^%]*%\\}>|${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

function plainText(message: string): string {
  return message.replace(colourCodes, "").replace(/\s+$/, "");
}

/** Adds what one event tells of our own resources and of messages. */
export function recordEvent(journal: EngineJournal, event: EngineEvent): void {
  const step = event.resourcePreEvent?.metadata;
  if (step !== undefined && !isInternal(step.type)) {
    journal.steps.push({ op: step.op, urn: step.urn, diffs: [...(step.diffs ?? [])].sort() });
  }
  const message = event.diagnosticEvent;
  const severity = severities.find((known) => known === message?.severity);
  if (message !== undefined && severity !== undefined) {
    journal.diagnostics.push({
      severity,
      ...(message.urn ? { urn: message.urn } : {}),
      message: plainText(message.message),
      ephemeral: message.ephemeral ?? false,
    });
  }
}
