import { type Bounds, boundsOf, decisive, type Part, type ReadPart, statusOfAll } from "./parts";
import type { CustomerResult } from "./types";

/** A subscription with what all linked identities do for it. */
export interface UnitedSubscription extends Bounds {
  readonly subscriptionId: string;
  readonly usage: "yes" | "no" | "unknown";
  /** Object ids of the linked identities that cover as much of it as is covered. */
  readonly by: readonly string[];
}

export interface Union extends Pick<CustomerResult, "status" | "identitiesThatCount" | "isSinglePointOfFailure"> {
  /** Those in use, or all where none is. */
  readonly subscriptions: readonly UnitedSubscription[];
}

/** What the identities of a customer come to together. */
export function unionOf(parts: readonly Part[]): Union {
  const read = parts.flatMap((part) => part.read ?? []);
  const all = unite(read);
  const subscriptions = decisive(all);
  const inUse = subscriptions.filter(({ usage, lo }) => usage !== "no" && lo > 0);
  const status = statusOfRead(read, all);
  return {
    // One that was not read may cover what the others do not, but takes nothing away.
    status: read.length < parts.length && status !== "expected" ? "error" : status,
    subscriptions,
    identitiesThatCount: new Set(inUse.flatMap(({ by }) => by)).size,
    isSinglePointOfFailure: inUse.some(({ by }) => by.length === 1),
  };
}

function statusOfRead(parts: readonly ReadPart[], all: readonly UnitedSubscription[]): CustomerResult["status"] {
  const [only, ...others] = parts;
  if (only === undefined) return "error";
  if (others.length === 0) return only.status;
  const linked = parts.filter(({ isLinked }) => isLinked);
  if (linked.length === 0) return "notExpected";
  if (all.length > 0) return statusOfAll(all);
  return linked.some(({ status }) => status === "unknown") ? "unknown" : "notExpected";
}

interface Growing {
  lo: Bounds["lo"];
  hi: Bounds["hi"];
  readonly usage: Set<UnitedSubscription["usage"]>;
  by: Set<string>;
}

function unite(parts: readonly ReadPart[]): UnitedSubscription[] {
  const united = new Map<string, Growing>();
  for (const { subscriptions, isLinked, recognition } of parts) {
    for (const { subscriptionId, role, usage } of subscriptions) {
      const one = united.get(subscriptionId) ?? { lo: 0, hi: 0, usage: new Set(), by: new Set() };
      united.set(subscriptionId, one);
      one.usage.add(usage.known);
      if (isLinked) raise(one, boundsOf[role], recognition.identity.objectId);
    }
  }
  return [...united].map(([subscriptionId, { lo, hi, usage, by }]) => ({
    subscriptionId,
    lo,
    hi,
    usage: usage.has("yes") ? "yes" : usage.has("no") ? "no" : "unknown",
    by: [...by],
  }));
}

function raise(one: Growing, { lo, hi }: Bounds, objectId: string): void {
  if (hi > one.hi) one.hi = hi;
  if (lo === 0 || lo < one.lo) return;
  if (lo > one.lo) one.by = new Set();
  one.lo = lo;
  one.by.add(objectId);
}
