import type { Bound } from "./bounds";
import { type Facts, rowsOf } from "./facts";
import type { Judged } from "./judged";
import type { KnownRoles } from "./knownRoles";
import { notesOf } from "./notes";
import type { Finding } from "./reasons";
import type { Status } from "./types";

export interface Conclusion {
  readonly status: Status;
  readonly findings: readonly Finding[];
}

/** A subscription that is not listed although it was asked for, or although a role of the identity names it. */
interface Unlisted {
  readonly subscriptionId: string;
  readonly hi: Bound;
}

/** What was asked for. */
export interface Asked {
  readonly partnerId?: string | undefined;
  readonly subscriptionIds?: readonly string[] | undefined;
}

/** The status of a check, from what is certain about each subscription. */
export function conclusionOf(facts: Facts, judged: readonly Judged[], known: KnownRoles, asked: Asked): Conclusion {
  const link = linkFinding(facts, asked);
  const none = facts.subscriptions.length === 0 ? noneListed(facts, known) : undefined;
  const unlisted = none === undefined ? unlistedIn(facts, asked) : [];
  const unlistedFindings = unlisted.map(({ subscriptionId }): Finding => ({
    id: "noSubscription",
    subscription: { subscriptionId },
  }));
  if (link !== undefined) {
    const all = judged.flatMap((one) => [...roleFindings(one), ...usageFindings(one)]);
    return { status: "notExpected", findings: [link, ...(none?.findings ?? []), ...unlistedFindings, ...all] };
  }
  if (none !== undefined) return none;
  const inUse = judged.filter(({ usage }) => usage.known !== "no");
  // Nothing to recognise is no gap, unless it is all there is.
  const decisive = inUse.length + unlisted.length > 0 ? inUse : judged;
  const ofDecisive = decisive.flatMap(roleFindings);
  const ofUnused = judged.flatMap(usageFindings);
  const status = decisive.some(({ usage }) => usage.known === "no")
    ? "notExpected"
    : statusOf([...decisive.map(({ coverage }) => coverage), ...unlisted.map(({ hi }) => ({ lo: 0, hi }) as const)]);
  const notes = status === "notExpected" ? [] : notesOf(facts, decisive);
  return { status, findings: [...unlistedFindings, ...ofDecisive, ...ofUnused, ...notes] };
}

/** Certain statuses first: partly holds whatever the unread ones are. */
export function statusOf(bounds: readonly { readonly lo: Bound; readonly hi: Bound }[]): Status {
  if (bounds.length === 0) return "unknown";
  if (bounds.every(({ lo }) => lo === 2)) return "expected";
  if (bounds.every(({ hi }) => hi === 0)) return "notExpected";
  return bounds.some(({ lo }) => lo > 0) && bounds.some(({ hi }) => hi < 2) ? "partly" : "unknown";
}

function linkFinding({ link }: Facts, { partnerId }: Asked): Finding | undefined {
  if (link === undefined) return { id: "notLinked" };
  return partnerId === undefined || partnerId === link.partnerId ? undefined : { id: "linkedToAnother" };
}

/** Without a subscription: certain for a user whose roles are read and concern none. */
function noneListed({ subject, active, eligible }: Facts, { worthOf, nameOf }: KnownRoles): Conclusion {
  const isCertain =
    subject.kind === "user" &&
    active.failure === undefined &&
    !active.rows.some(({ scope }) => "subscriptionId" in scope);
  const names = rowsOf(eligible)
    .filter(({ roleId }) => worthOf(roleId) === "counts")
    .map(({ roleId }) => nameOf(roleId));
  const finding: Finding =
    names.length > 0 ? { id: "onlyEligible", names: [...new Set(names)] } : { id: "noSubscription" };
  return { status: isCertain ? "notExpected" : "unknown", findings: [finding] };
}

function unlistedIn({ subject, active, subscriptions }: Facts, { subscriptionIds }: Asked): Unlisted[] {
  const rows = subject.kind === "user" ? rowsOf(active) : [];
  const named = rows.flatMap(({ scope }) => ("subscriptionId" in scope ? [scope.subscriptionId] : []));
  const isAsked = (id: string) => subscriptionIds === undefined || subscriptionIds.includes(id);
  const ids = [...new Set([...(subscriptionIds ?? []), ...named.filter(isAsked)])];
  return ids
    .filter((id) => !subscriptions.some(({ subscriptionId }) => subscriptionId === id))
    .map((subscriptionId) => ({ subscriptionId, hi: rows.length > 0 && !named.includes(subscriptionId) ? 0 : 2 }));
}

function roleFindings({ subscription, isDelegated, coverage, nothing }: Judged): Finding[] {
  const reasons = nothing === undefined ? coverage.reasons : [nothing];
  return reasons.map(({ id, names }) => ({ id, names, subscription, isDelegated }));
}

function usageFindings({ subscription, usage }: Judged): Finding[] {
  return usage.reason === undefined ? [] : [{ id: usage.reason, subscription }];
}
