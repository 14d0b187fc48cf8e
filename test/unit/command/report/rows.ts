import type { Recognition, Reason, SubscriptionResult } from "../../../../provider/recognition/types";
import type { Row, Subject } from "../../../../provider/command/report/types";
import { tenantId } from "../../fixtures";
import { assignment, recognition, subscription } from "../recognitionFixtures";

/** Object id of one of the identities of a test. */
export function objectIdOf(number: number): string {
  return `bbbbbbbb-0000-4000-8000-00000000000${number}`;
}

export interface Made {
  /** Number of the identity. Default 1. */
  readonly who?: number;
  readonly isLinked?: boolean;
  /** Roles by the number of the subscription. */
  readonly roles?: Readonly<Record<number, SubscriptionResult["role"]>>;
  /** Usage by the number of the subscription. Default yes. */
  readonly usage?: Readonly<Record<number, "yes" | "no" | "unknown">>;
  readonly status?: Recognition["verdict"]["status"];
  readonly reasons?: readonly Reason[];
  readonly subject?: Partial<Subject>;
  readonly change?: Partial<Recognition>;
}

/** The row of an identity that was read: linked unless it is said otherwise. */
export function readRow(made: Made = {}): Row {
  const { who = 1, isLinked = true, roles = { 1: "yes" }, usage = {}, status = "expected", reasons = [] } = made;
  const objectId = objectIdOf(who);
  const numbers = Object.keys(roles).map(Number);
  const { identity, link } = recognition();
  return {
    subject: { tenantId, label: "", ...made.subject },
    recognition: recognition({
      identity: { ...identity, objectId, name: `app-${who}` },
      link: isLinked ? link : { linked: "no" },
      subscriptions: numbers.map((number) =>
        subscription(number, { role: roles[number] ?? "no", usage: { known: usage[number] ?? "yes" } }),
      ),
      assignments: numbers.map((number) => assignment(number)),
      verdict: { status, reasons },
      ...made.change,
    }),
  };
}

/** The row of an identity that could not be read. */
export function failedRow(subject: Partial<Subject> = {}, code = "PAL_AUTH_FAILED"): Row {
  return { subject: { tenantId, label: "Azure CLI", ...subject }, error: { code, text: "the tenant demands MFA" } };
}
