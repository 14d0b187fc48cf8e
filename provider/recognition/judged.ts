import { type Coverage, coverageOf } from "./bounds";
import { delegatedRoles, noDelegatedRole } from "./delegatedRoles";
import { type Facts, rowsOf, type Subscription, type SubscriptionSources } from "./facts";
import { homeRoles } from "./homeRoles";
import type { KnownRoles } from "./knownRoles";
import { placed } from "./placedRows";
import { type Usage, usageOf } from "./usage";
import type { CheckOptions, ReasonId } from "./types";

/** Why nothing of a subscription counts. */
export interface Nothing {
  readonly id: Extract<ReasonId, "lighthouseJitOnly" | "lighthouseNoRole" | "onlyEligible" | "onlyRolesThatDoNotCount">;
  readonly names: readonly string[];
}

/** What the facts come to for one subscription. */
export interface Judged {
  readonly subscription: Subscription;
  readonly isDelegated: boolean;
  readonly coverage: Coverage;
  readonly usage: Usage;
  /** Present where it is certain that nothing counts. */
  readonly nothing?: Nothing;
}

/** How much of a subscription is covered, by all that has been read so far. */
export function coverageIn(
  subscription: Subscription,
  facts: Facts,
  sources: SubscriptionSources,
  known: KnownRoles,
): Coverage {
  const roles = isDelegated(subscription, facts) ? delegatedRoles : homeRoles;
  const { proved, gaps } = roles(subscription, facts, sources, known);
  return coverageOf(proved, gaps);
}

export function isDelegated({ tenantId }: Subscription, { subject }: Pick<Facts, "subject">): boolean {
  return tenantId !== subject.tenantId;
}

export function judge(
  subscription: Subscription,
  facts: Facts,
  known: KnownRoles,
  usage: NonNullable<CheckOptions["usage"]>,
): Judged {
  const sources = facts.sources.get(subscription.subscriptionId) ?? {};
  const coverage = coverageIn(subscription, facts, sources, known);
  const judged = {
    subscription,
    isDelegated: isDelegated(subscription, facts),
    coverage,
    usage: usageOf(subscription, coverage, facts, sources, usage, known.list),
  };
  return coverage.hi > 0 ? judged : { ...judged, nothing: nothingIn(judged, facts, sources, known) };
}

function nothingIn(
  { subscription, isDelegated: isOfAnother, coverage }: Omit<Judged, "nothing">,
  facts: Facts,
  sources: SubscriptionSources,
  known: KnownRoles,
): Nothing {
  const own = [...new Set(coverage.proved.map(({ name }) => name))].sort();
  if (isOfAnother) return { id: noDelegatedRole(subscription, facts, sources, known), names: own };
  const eligible = placed(rowsOf(facts.eligible), subscription, facts.subject.tenantId)
    .filter(({ row }) => known.worthOf(row.roleId) === "counts")
    .map(({ row }) => known.nameOf(row.roleId));
  if (eligible.length > 0) return { id: "onlyEligible", names: [...new Set(eligible)].sort() };
  return { id: "onlyRolesThatDoNotCount", names: own };
}
