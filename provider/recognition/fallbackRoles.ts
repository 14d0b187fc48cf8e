import type { Gap, ProvedRole } from "./bounds";
import { type Facts, type RoleRow, rowsOf, type Subscription, type SubscriptionSources } from "./facts";
import { groupGap, groupRole, permissionsIn, type PlacedRow, placed, type Roles } from "./placedRows";
import { type Duration, type KnownRoles, provedRole, shownDuration } from "./knownRoles";
import { isAbove } from "./managementGroups";
import { type PermissionRoles, permissionRoles } from "./permissionRoles";
import { placeOf } from "./scopes";

const day = 86_400_000;

/** All that roles follow from where `asTarget()` is no proof. */
export interface FallbackInput {
  readonly subscription: Subscription;
  readonly facts: Facts;
  readonly sources: SubscriptionSources;
  readonly known: KnownRoles;
  /** What `asTarget()` shows a service principal for the subscription: to be confirmed by a second source. */
  readonly claims: readonly PlacedRow[];
}

/** Roles by role assignments, Resource Graph and permissions. */
export function fallbackRoles(input: FallbackInput): Roles {
  const { subscription, facts, sources, known } = input;
  const assigned = rowsOf(sources.assignedTo);
  if (assigned.length === 0) return partialRoles(input);
  const proved = assigned.flatMap((row) => {
    const place = placeOf(row.scope, subscription, facts.subject.tenantId);
    // A management group in this list is above the subscription.
    const above = place === "below" ? "below" : "atOrAbove";
    return place === "elsewhere" ? [] : [provedRole(row, above, durationOf(row, input), known)];
  });
  return { proved, gaps: [] };
}

/** Without a complete list: direct assignments, and roles told by permissions. */
function partialRoles(input: FallbackInput): Roles {
  const { subscription, facts, sources, known, claims } = input;
  const isUser = facts.subject.kind === "user";
  const graph = placed(rowsOf(facts.graphRoles), subscription, facts.subject.tenantId);
  const permissions = permissionRoles(permissionsIn(sources), known.list);
  const prove = (row: RoleRow, place: PlacedRow["place"], duration: Duration): ProvedRole =>
    provedRole(row, place === "below" ? "below" : "atOrAbove", duration, known);
  const direct = graph
    .filter(({ place }) => place !== "aboveSome")
    .map(({ row, place }) => prove(row, place, durationOf(row, input)));

  const ofClaims = isUser ? [] : claims.filter(({ row }) => known.worthOf(row.roleId) === "counts");
  const open = ofClaims.filter(({ row }) => !graph.some((one) => isSameAssignment(one.row, row)));
  const candidates = [
    ...open.map(({ row, place }) => ({ row, place, duration: shownDuration(row), isClaim: true })),
    ...graph
      .filter(({ place }) => place === "aboveSome")
      .map(({ row, place }) => ({ row, place, duration: durationOf(row, input), isClaim: false })),
  ];
  const groups = candidates.filter(({ place }) => place === "aboveSome");
  const toGroupRole = (one: (typeof candidates)[number]) => groupRole(prove(one.row, one.place, one.duration));

  const holds = (one: (typeof candidates)[number]): boolean | undefined => {
    if (one.place !== "aboveSome")
      return one.place === "atOrAbove" && has(permissions, one.row.roleId) ? true : undefined;
    const elsewhere = [...direct.filter(({ place }) => place === "atOrAbove"), ...claimsAt(candidates)];
    const isElsewhere = elsewhere.some(({ roleId }) => roleId === one.row.roleId);
    return isAbove(
      toGroupRole(one),
      groups.filter((other) => other !== one).map(toGroupRole),
      permissions,
      isElsewhere,
    );
  };
  const judged = candidates.map((one) => ({ one, holds: holds(one) }));
  const confirmed = judged
    .filter((one) => one.holds === true)
    .map(({ one }) => prove(one.row, one.place, one.duration));
  const told = [...direct.filter(({ place }) => place === "atOrAbove"), ...confirmed].map(({ roleId }) => roleId);
  const claimed = ofClaims.filter(({ place }) => place !== "below").map(({ row }) => row.roleId);
  return {
    proved: [...direct, ...confirmed, ...rolesByPermissions(input, permissions, [...told, ...claimed])],
    gaps: [
      ...judged.flatMap(({ one, holds }) => (holds === undefined ? gapOf(one, toGroupRole(one), isUser) : [])),
      unread(permissions, direct),
    ],
  };
}

function claimsAt(candidates: readonly (PlacedRow & { readonly isClaim: boolean })[]): RoleRow[] {
  return candidates.filter(({ isClaim, place }) => isClaim && place === "atOrAbove").map(({ row }) => row);
}

function gapOf(
  { place, isClaim }: { readonly place: PlacedRow["place"]; readonly isClaim: boolean },
  role: ReturnType<typeof groupRole>,
  isUser: boolean,
): Gap[] {
  if (!isClaim) return groupGap(role, isUser ? "rolesNotVisible" : "notConfirmed");
  return [{ hi: place === "below" ? 1 : 2, reason: "notConfirmed", name: role.name }];
}

/** What was not read: everything, or what is below the subscription. */
function unread(permissions: PermissionRoles | undefined, direct: readonly ProvedRole[]): Gap {
  const entries = permissions === undefined ? undefined : permissions.listed.length + permissions.unmatched;
  // No entry proves that there is no role only where something below explains why the subscription is listed.
  const isRead = entries !== undefined && (entries > 0 || direct.some(({ place }) => place === "below"));
  return { hi: isRead ? 1 : 2, reason: "rolesNotVisible" };
}

/** Roles at the subscription or above it that nothing but permissions shows. */
function rolesByPermissions(
  { facts: { subject }, known, claims }: FallbackInput,
  permissions: PermissionRoles | undefined,
  told: readonly (string | undefined)[],
): ProvedRole[] {
  if (permissions === undefined) return [];
  const customRow = claims.find(({ row, place }) => place !== "below" && known.worthOf(row.roleId) === "custom")?.row;
  const by = { place: "atOrAbove", isEndKnown: false, isOnResource: false } as const;
  const custom = {
    ...by,
    name: customRow === undefined ? "" : known.nameOf(customRow.roleId),
    lasts: "always",
  } as const;
  const listed = permissions.listed
    .filter(({ roleId }) => !told.includes(roleId))
    .map(({ roleId, name }): ProvedRole => {
      const worth = known.worthOf(roleId);
      // A custom role may do exactly what a listed one does.
      const isCustom =
        worth === "counts" && customRow !== undefined && !claims.some(({ row }) => row.roleId === roleId);
      if (isCustom) return { ...custom, worth: "custom" };
      return { ...by, roleId, name, worth, lasts: subject.kind === "user" ? "perhaps" : "always" };
    });
  if (permissions.unmatched === 0) return listed;
  return [...listed, { ...custom, worth: customRow === undefined ? "notInList" : "custom" }];
}

/**
 * How long an assignment lasts that another source than `asTarget()` shows. That of a user may be an activation, which lasts
 * 24 hours at most; service principals cannot activate roles.
 */
function durationOf(row: RoleRow, { facts, claims }: FallbackInput): Duration {
  if (facts.subject.kind === "servicePrincipal") return confirmedDuration(row, claims);
  const isOld = row.createdTime !== undefined && facts.now - Date.parse(row.createdTime) > day;
  return { lasts: isOld ? "always" : "perhaps", isEndKnown: false };
}

function confirmedDuration(row: RoleRow, claims: readonly PlacedRow[]): Duration {
  const same = claims.map((claim) => claim.row).filter((claim) => isSameAssignment(claim, row));
  const ofPrincipal = same.filter(({ principalId }) => principalId === row.principalId);
  const durations = (ofPrincipal.length > 0 ? ofPrincipal : same).map(shownDuration);
  return durations.find(({ lasts }) => lasts === "always") ?? durations[0] ?? { lasts: "always", isEndKnown: false };
}

function isSameAssignment(one: RoleRow, other: RoleRow): boolean {
  return one.roleId === other.roleId && one.scope.id === other.scope.id;
}

function has(permissions: PermissionRoles | undefined, roleId: string): boolean {
  return permissions?.listed.some((role) => role.roleId === roleId) === true;
}
