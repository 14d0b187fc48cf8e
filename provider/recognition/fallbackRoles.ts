import type { Gap, ProvedRole } from "./bounds";
import { confirmedDuration, type Duration, durationByAge, isSameAssignment, shownDuration } from "./durations";
import { type RoleRow, rowsOf } from "./facts";
import { type KnownRoles, provedRole } from "./knownRoles";
import { isAbove } from "./managementGroups";
import { type PermissionRoles, permissionRoles } from "./permissionRoles";
import {
  type FallbackInput,
  groupGap,
  groupRole,
  permissionsIn,
  type PlacedRow,
  placed,
  type Roles,
} from "./placedRows";
import { rolesByPermissions } from "./rolesByPermissions";

/** A role that may hold for the subscription: one that `asTarget()` alone shows, or one at a management group. */
interface Candidate extends PlacedRow {
  readonly role: ProvedRole;
  readonly isClaim: boolean;
}

/** Roles by role assignments, Resource Graph and permissions. */
export function fallbackRoles(input: FallbackInput): Roles {
  const { subscription, facts, sources } = input;
  // A management group in this list is above the subscription.
  const assigned = placed(rowsOf(sources.assignedTo), subscription, facts.subject.tenantId);
  // The subscription is listed because of some role: a list that shows none was not read.
  if (assigned.length === 0) return partialRoles(input);
  return { proved: assigned.map((one) => prove(one, durationOf(one.row, input), input)), gaps: [] };
}

function prove({ row, place }: PlacedRow, duration: Duration, { known }: FallbackInput): ProvedRole {
  return provedRole(row, place === "below" ? "below" : "atOrAbove", duration, known);
}

function durationOf(row: RoleRow, { facts, claims }: FallbackInput): Duration {
  return facts.subject.kind === "user" ? durationByAge(row, facts.now) : confirmedDuration(row, claims);
}

/** Without a complete list: direct assignments, and roles told by permissions. */
function partialRoles(input: FallbackInput): Roles {
  const { subscription, facts, sources, known } = input;
  const graph = placed(rowsOf(facts.graphRoles), subscription, facts.subject.tenantId);
  const permissions = permissionRoles(permissionsIn(sources), known.list);
  const direct = graph
    .filter(({ place }) => place !== "aboveSome")
    .map((one) => prove(one, durationOf(one.row, input), input));
  const claims = claimsOf(input, graph);
  const groups = graph
    .filter(({ place }) => place === "aboveSome")
    .map((one) => ({ ...one, role: prove(one, durationOf(one.row, input), input), isClaim: false }));
  const candidates: readonly Candidate[] = [...claims, ...groups];
  const judged = candidates.map((one) => ({ one, holds: holds(one, candidates, direct, permissions, known) }));
  const confirmed = judged.filter((candidate) => candidate.holds === true).map(({ one }) => one.role);
  const told = [...direct, ...confirmed].filter(({ place }) => place === "atOrAbove");
  const claimed = claims.filter(({ place }) => place !== "below").map(({ role }) => role);
  return {
    proved: [...direct, ...confirmed, ...rolesByPermissions(input, permissions, [...told, ...claimed])],
    gaps: [
      ...judged.flatMap((candidate) => (candidate.holds === undefined ? gapOf(candidate.one, input) : [])),
      unread(permissions, direct),
    ],
  };
}

/** Roles that count, which `asTarget()` shows and Resource Graph does not. */
function claimsOf(input: FallbackInput, graph: readonly PlacedRow[]): Candidate[] {
  const { facts, claims } = input;
  if (facts.subject.kind === "user") return [];
  return claims
    .map((one) => ({ ...one, role: prove(one, shownDuration(one.row), input), isClaim: true }))
    .filter(({ row, role }) => role.worth === "counts" && !graph.some((other) => isSameAssignment(other.row, row)));
}

/** Whether permissions show that a candidate holds; undefined where they do not tell. */
function holds(
  one: Candidate,
  candidates: readonly Candidate[],
  direct: readonly ProvedRole[],
  permissions: PermissionRoles | undefined,
  known: KnownRoles,
): boolean | undefined {
  const { roleId } = one.row;
  if (one.place === "below") return undefined;
  if (one.place === "atOrAbove")
    return permissions?.listed.some((role) => role.roleId === roleId) === true || undefined;
  const at = candidates.filter(({ place }) => place === "atOrAbove").map(({ role }) => role);
  const isElsewhere = [...direct, ...at].some((role) => role.place === "atOrAbove" && role.roleId === roleId);
  const others = candidates.filter((other) => other !== one && other.place === "aboveSome");
  return isAbove(
    groupRole(one.role, known),
    others.map(({ role }) => groupRole(role, known)),
    permissions,
    isElsewhere,
  );
}

function gapOf({ place, role, isClaim }: Candidate, { facts, known }: FallbackInput): Gap[] {
  if (isClaim) return [{ hi: place === "below" ? 1 : 2, reason: "notConfirmed", name: role.name }];
  return groupGap(groupRole(role, known), facts.subject.kind === "user" ? "rolesNotVisible" : "notConfirmed");
}

/** What was not read: everything, or what is below the subscription. */
function unread(permissions: PermissionRoles | undefined, direct: readonly ProvedRole[]): Gap {
  const entries = permissions === undefined ? undefined : permissions.listed.length + permissions.unmatched;
  // No entry proves that there is no role only where something below explains why the subscription is listed.
  const isRead = entries !== undefined && (entries > 0 || direct.some(({ place }) => place === "below"));
  return { hi: isRead ? 1 : 2, reason: "rolesNotVisible" };
}
