import { statusOf } from "../../recognition/status";
import type { Assignment, Reason, Recognition, Status, SubscriptionResult } from "../../recognition/types";
import type { Row, RowError, Subject } from "./types";

/** What one identity does for one customer. */
export interface Part {
  /** The customer's directory (GUID). */
  readonly tenantId: string;
  readonly subject: Subject;
  readonly read?: ReadPart;
  readonly error?: RowError;
}

export interface ReadPart {
  readonly recognition: Recognition;
  readonly isLinked: boolean;
  /** Subscriptions of the customer's directory. */
  readonly subscriptions: readonly SeenSubscription[];
  readonly assignments: readonly Assignment[];
  readonly reasons: readonly Reason[];
  readonly status: Status;
}

export type SeenSubscription = Pick<SubscriptionResult, "subscriptionId" | "role" | "usage">;

/** How much of a subscription is covered for certain, and how much at most: 0 nothing, 1 a part, 2 the whole. */
export interface Bounds {
  readonly lo: 0 | 1 | 2;
  readonly hi: 0 | 1 | 2;
}

export const boundsOf: Readonly<Record<SubscriptionResult["role"], Bounds>> = {
  yes: { lo: 2, hi: 2 },
  partly: { lo: 1, hi: 1 },
  no: { lo: 0, hi: 0 },
  unknown: { lo: 0, hi: 2 },
};

/** What a row says, customer by customer: a subscription that is reached by Azure Lighthouse belongs to another one. */
export function partsOf(row: Row): Part[] {
  const { subject } = row;
  if (row.error !== undefined) return [{ tenantId: subject.tenantId, subject, error: row.error }];
  const { recognition } = row;
  const own = recognition.identity.tenantId;
  const byTenant = new Map<string, SeenSubscription[]>();
  for (const one of [...recognition.subscriptions, ...unlistedIn(recognition)]) {
    const listed = byTenant.get(one.tenantId);
    if (listed === undefined) byTenant.set(one.tenantId, [one]);
    else listed.push(one);
  }
  if (byTenant.size === 0) byTenant.set(own, []);
  return [...byTenant].map(([tenantId, subscriptions]) => ({
    tenantId,
    subject,
    read: readPart(recognition, subscriptions, { isOwn: tenantId === own, isOnly: byTenant.size === 1 }),
  }));
}

/** Subscriptions that a role of the identity names and Azure does not list. */
function unlistedIn({ verdict, identity }: Recognition): (SeenSubscription & Pick<SubscriptionResult, "tenantId">)[] {
  return verdict.reasons.flatMap(({ id, subscriptionId }) =>
    id !== "noSubscription" || subscriptionId === undefined
      ? []
      : [{ subscriptionId, tenantId: identity.tenantId, role: "unknown", usage: { known: "unknown" } } as const],
  );
}

function readPart(
  recognition: Recognition,
  subscriptions: readonly SeenSubscription[],
  { isOwn, isOnly }: { readonly isOwn: boolean; readonly isOnly: boolean },
): ReadPart {
  const { assignments, verdict, link } = recognition;
  const ids = new Set(subscriptions.map(({ subscriptionId }) => subscriptionId));
  const isLinked = link.linked === "yes";
  const isWithin = ({ scope, scopeType }: Assignment) =>
    scopeType === "root" || scopeType === "managementGroup" ? isOwn : ids.has(subscriptionOf(scope));
  return {
    recognition,
    isLinked,
    subscriptions,
    assignments: isOnly ? assignments : assignments.filter(isWithin),
    reasons: verdict.reasons.filter(({ subscriptionId }) => subscriptionId === undefined || ids.has(subscriptionId)),
    // Of a single customer, the check has said more exactly what is certain than a subscription's result does.
    status: isOnly ? verdict.status : isLinked ? statusOfAll(subscriptions.map(asUnion)) : "notExpected",
  };
}

function subscriptionOf(scope: string): string {
  return /^\/subscriptions\/([^/]+)/i.exec(scope)?.[1]?.toLowerCase() ?? "";
}

function asUnion({ role, usage }: SeenSubscription): Bounds & { readonly usage: SeenSubscription["usage"]["known"] } {
  return { ...boundsOf[role], usage: usage.known };
}

interface Used {
  readonly usage: SeenSubscription["usage"]["known"];
}

/** Those that decide: where nothing is in use there is nothing to recognise, which is no gap unless it is all there is. */
export function decisive<T extends Used>(subscriptions: readonly T[]): readonly T[] {
  const inUse = subscriptions.filter(({ usage }) => usage !== "no");
  return inUse.length > 0 ? inUse : subscriptions;
}

/** The status of at least one subscription. */
export function statusOfAll(subscriptions: readonly (Bounds & Used)[]): Status {
  const deciding = decisive(subscriptions);
  return deciding.some(({ usage }) => usage === "no") ? "notExpected" : statusOf(deciding);
}
