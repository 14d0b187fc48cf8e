import type { Gap, ProvedRole } from "./bounds";
import {
  type Authorization,
  type Delegation,
  type Facts,
  rowsOf,
  type Subscription,
  type SubscriptionSources,
} from "./facts";
import { type Duration, shownDuration } from "./durations";
import { type KnownRoles, provedRole } from "./knownRoles";
import { type PermissionRoles, permissionRoles } from "./permissionRoles";
import { permissionsIn, placed, type PlacedRow, type Roles } from "./placedRows";

/** Why nothing of a delegated subscription counts. */
export type NoDelegatedRole = "lighthouseJitOnly" | "lighthouseNoRole" | "onlyRolesThatDoNotCount";

interface Delegated {
  readonly isUser: boolean;
  readonly objectId: string;
  readonly known: KnownRoles;
  /** What `asTarget()` shows, which usually leaves delegated roles out. */
  readonly claims: readonly PlacedRow[];
  readonly permissions: PermissionRoles | undefined;
  /** Undefined where the delegations were not read. */
  readonly delegations: readonly Delegation[] | undefined;
}

/** Lighthouse has no end dates: what it gives permanently does not end. */
const forEver: Duration = { lasts: "always", isEndKnown: true };

/** Roles in a subscription that is reached through Azure Lighthouse. */
export function delegatedRoles(
  subscription: Subscription,
  facts: Facts,
  sources: SubscriptionSources,
  known: KnownRoles,
): Roles {
  const input = inputOf(subscription, facts, sources, known);
  const { permissions, claims, isUser } = input;
  const shown = claims.filter(({ row }) => isUser || permissions?.listed.some(({ roleId }) => roleId === row.roleId));
  return {
    proved: [
      ...shown.map(({ row, place }) =>
        provedRole(row, place === "below" ? "below" : "atOrAbove", shownDuration(row), known),
      ),
      ...ownAuthorizations(input),
      ...rolesByPermissions(input),
    ],
    gaps: gapsOf(input),
  };
}

function inputOf(subscription: Subscription, facts: Facts, sources: SubscriptionSources, known: KnownRoles): Delegated {
  const { subject } = facts;
  const delegations = rowsOf(sources.delegations);
  return {
    isUser: subject.kind === "user",
    objectId: subject.objectId,
    known,
    claims: placed(rowsOf(facts.active), subscription, subject.tenantId),
    permissions: permissionRoles(permissionsIn(sources), known.list),
    // It is listed because something is delegated: a list that shows nothing was not read.
    delegations: delegations.length > 0 ? delegations : undefined,
  };
}

function delegatedRole(roleId: string, place: ProvedRole["place"], duration: Duration, known: KnownRoles): ProvedRole {
  return { roleId, name: known.nameOf(roleId), worth: known.worthOf(roleId), place, ...duration, isOnResource: false };
}

/** Authorizations that name the identity itself. */
function ownAuthorizations({ delegations = [], objectId, known }: Delegated): ProvedRole[] {
  return delegations.flatMap(({ scope, permanent }) =>
    permanent
      .filter(({ principalId }) => principalId === objectId)
      .map(({ roleId }) =>
        delegatedRole(roleId, scope.kind === "subscription" ? "atOrAbove" : "below", forEver, known),
      ),
  );
}

/** Roles at the subscription, of the identity or of its groups. */
function rolesByPermissions(input: Delegated): ProvedRole[] {
  const { permissions, claims, known } = input;
  if (permissions === undefined) return [];
  const told = claims.filter(({ place }) => place === "atOrAbove").map(({ row }) => row.roleId);
  const listed = permissions.listed
    .filter(({ roleId }) => !told.includes(roleId))
    .map(({ roleId }) => delegatedRole(roleId, "atOrAbove", durationOf(roleId, input, permissions), known));
  if (permissions.unmatched === 0) return listed;
  return [...listed, { place: "atOrAbove", name: "", worth: "notInList", ...forEver, isOnResource: false }];
}

/** Whether the role is permanent: the delegation tells, where it is read; service principals cannot activate roles. */
function durationOf(roleId: string, { isUser, delegations, known }: Delegated, permissions: PermissionRoles): Duration {
  const gives = (authorizations: readonly Authorization[]) => authorizations.some((one) => one.roleId === roleId);
  const here = (delegations ?? []).filter(({ scope }) => scope.kind === "subscription");
  const isPermanent = here.some(({ permanent }) => gives(permanent));
  const isEligible = here.some(({ eligible }) => gives(eligible));
  if (isPermanent && !isEligible) return forEver;
  if (isEligible && !isPermanent) return { lasts: "limited", isEndKnown: true };
  if (!isUser) return forEver;
  // Who may activate a role has a permanent one beside it: where all of them count, one that counts is permanent.
  const isOneOfThemPermanent =
    !isEligible &&
    permissions.unmatched === 0 &&
    permissions.listed.every((role) => known.worthOf(role.roleId) === "counts");
  return isOneOfThemPermanent ? forEver : { lasts: "perhaps", isEndKnown: true };
}

function gapsOf({ permissions, delegations, objectId, known }: Delegated): Gap[] {
  const mayCount = ({ roleId }: Authorization) => known.worthOf(roleId) !== "doesNotCount";
  const hasEntries = permissions !== undefined && permissions.listed.length + permissions.unmatched > 0;
  const here = delegations?.filter(({ scope }) => scope.kind === "subscription");
  const below = delegations?.filter(({ scope }) => scope.kind !== "subscription");
  const isHereRead = hasEntries || here?.some(({ permanent }) => permanent.some(mayCount)) === false;
  // Whether the identity is in the group that an authorization names cannot be read.
  const isBelowRead =
    below?.some(({ permanent }) => permanent.some((one) => mayCount(one) && one.principalId !== objectId)) === false;
  return [
    ...(isHereRead ? [] : [{ hi: 2, reason: "rolesNotVisible" } as const]),
    ...(isBelowRead ? [] : [{ hi: 1, reason: "rolesNotVisible" } as const]),
  ];
}

/** Why nothing counts, where that is certain. */
export function noDelegatedRole(
  subscription: Subscription,
  facts: Facts,
  sources: SubscriptionSources,
  known: KnownRoles,
): NoDelegatedRole {
  const { delegations = [], permissions, objectId } = inputOf(subscription, facts, sources, known);
  const counts = ({ roleId }: Authorization) => known.worthOf(roleId) === "counts";
  const eligible = delegations.flatMap((one) => one.eligible).filter(counts);
  const permanent = delegations.flatMap((one) => one.permanent);
  const isOwn = ({ principalId }: Authorization) => principalId === objectId;
  if (eligible.some(isOwn) || (eligible.length > 0 && !permanent.some(counts))) return "lighthouseJitOnly";
  if (permanent.some(counts)) return "lighthouseNoRole";
  const hasRole = (permissions?.listed.length ?? 0) > 0 || permanent.some(isOwn);
  return hasRole ? "onlyRolesThatDoNotCount" : "lighthouseNoRole";
}
