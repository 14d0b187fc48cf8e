import type { CustomerResult } from "../report/types";
import { html, type Markup } from "./markup";

type Verdict = CustomerResult["status"];

/** Verdicts in the order in which people read them: good first, what is no verdict last. */
export const verdicts: readonly Verdict[] = ["expected", "partly", "notExpected", "unknown", "error"];

/** What needs attention first, as exit codes have it. */
const byUrgency: readonly Verdict[] = ["error", "notExpected", "partly", "unknown", "expected"];

export const words: Readonly<Record<Verdict, string>> = {
  expected: "expected",
  partly: "partly",
  notExpected: "not expected",
  unknown: "unknown",
  error: "error",
};

export const meanings: Readonly<Record<Verdict, string>> = {
  expected: "A link and a role that counts cover every subscription with usage. Microsoft decides what it recognises.",
  partly: "They cover some of the usage, or cover it for a time only.",
  notExpected: "No usage is covered: a link, a role that counts, or the usage itself is missing.",
  unknown: "What decides could not be read.",
  error: "The customer could not be checked: the sign-in or a request failed.",
};

/** The verdict as a word in a frame. */
export function badge(verdict: Verdict): Markup {
  return html`<span class="badge ${verdict}">${words[verdict]}</span>`;
}

export function urgencyOf(verdict: Verdict): number {
  return byUrgency.indexOf(verdict);
}
