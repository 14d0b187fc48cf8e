import type { ProvedRole } from "./bounds";
import { type Facts, rowsOf, type Subscription, type SubscriptionSources } from "./facts";
import { fallbackRoles } from "./fallbackRoles";
import { shownDuration } from "./durations";
import { type KnownRoles, provedRole } from "./knownRoles";
import { haveSameEffect, isAbove } from "./managementGroups";
import { permissionRoles } from "./permissionRoles";
import { groupGap, groupRole, permissionsIn, type PlacedRow, placed, type Roles } from "./placedRows";

/** Roles in a subscription of the identity's own directory. */
export function homeRoles(
  subscription: Subscription,
  facts: Facts,
  sources: SubscriptionSources,
  known: KnownRoles,
): Roles {
  const { subject } = facts;
  const own = placed(rowsOf(facts.active), subscription, subject.tenantId);
  // A subscription that is listed has a role somewhere: without one, the answer is not complete.
  const isAnswered = subject.kind === "user" && own.length > 0;
  return isAnswered
    ? answeredRoles(own, placed(rowsOf(sources.assignedTo), subscription, subject.tenantId), sources, known)
    : fallbackRoles({ subscription, facts, sources, known, claims: own });
}

/** A user's roles where `asTarget()` shows them: complete, but for the place of management groups. */
function answeredRoles(
  own: readonly PlacedRow[],
  assigned: readonly PlacedRow[],
  sources: SubscriptionSources,
  known: KnownRoles,
): Roles {
  const prove = ({ row, place }: PlacedRow): ProvedRole =>
    provedRole(row, place === "below" ? "below" : "atOrAbove", shownDuration(row), known);
  const direct = own.filter(({ place }) => place !== "aboveSome");
  const groups = own
    .filter(({ place }) => place === "aboveSome")
    .map((one) => ({ ...one, role: groupRole(prove(one), known) }));
  const permissions = permissionRoles(permissionsIn(sources), known.list);
  const isExplainedBelow = direct.some(({ place }) => place === "below");

  const above = ({ row, role }: (typeof groups)[number]): boolean | undefined => {
    if (assigned.length > 0) return assigned.some((one) => one.row.scope.id === row.scope.id);
    // Nothing else could be why it is listed.
    if (direct.length === 0 && haveSameEffect(groups.map((one) => one.role))) return true;
    if (permissionsIn(sources)?.length === 0 && isExplainedBelow) return false;
    const isElsewhere = direct.some((one) => one.place === "atOrAbove" && one.row.roleId === row.roleId);
    const others = groups.filter((one) => one.row !== row).map((one) => one.role);
    return isAbove(role, others, permissions, isElsewhere);
  };

  const judged = groups.map((group) => ({ group, isAbove: above(group) }));
  return {
    proved: [...direct, ...judged.filter((one) => one.isAbove === true).map(({ group }) => group)].map(prove),
    gaps: judged.flatMap((one) => (one.isAbove === undefined ? groupGap(one.group.role, "rolesNotVisible") : [])),
  };
}
