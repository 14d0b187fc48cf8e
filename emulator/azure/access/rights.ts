import type { Identity } from "../types";
import type { AccessIndex } from "./accessIndex";
import { allows, type Role } from "./roles";
import { parseScope, scopeOfSubscription } from "./scopes";
import type { Authorization, Delegation, EligibleAssignment, RoleAssignment } from "./types";

/** Who asks, and when: milliseconds since 1970. */
export interface Viewer extends Identity {
  readonly now: number;
}

/** A role that a caller has, by itself, by a group or by a delegation. */
export interface HeldRole {
  /** For a delegation: with the tenant of the delegated scope, and a principal of the managing tenant. */
  readonly assignment: RoleAssignment;
  readonly role: Role;
  readonly isDelegated: boolean;
}

/** A scope of a tenant. */
export interface Place {
  readonly tenantId: string;
  readonly scope: string;
}

/** All roles of one caller at one moment. */
export interface Rights {
  readonly viewer: Viewer;
  readonly index: AccessIndex;
  readonly held: readonly HeldRole[];
  /** The same by the place of their assignment. */
  readonly byPlace: ReadonlyMap<string, readonly HeldRole[]>;
}

function keyOf(tenantId: string, scope: string): string {
  return `${tenantId}${scope}`.toLowerCase();
}

/** Whether an assignment has not ended. */
export function isCurrent({ endDateTime }: EligibleAssignment, now: number): boolean {
  return endDateTime === undefined || Date.parse(endDateTime) > now;
}

function held(index: AccessIndex, assignment: RoleAssignment, isDelegated: boolean): readonly HeldRole[] {
  const role = index.role(assignment.tenantId, assignment.roleId);
  return role === undefined ? [] : [{ assignment, role, isDelegated }];
}

/** Roles that delegations to the caller's tenant give the caller. */
function delegatedRoles(
  index: AccessIndex,
  { tenantId, objectId }: Identity,
  authorizationsOf: (delegation: Delegation) => readonly Authorization[],
): readonly HeldRole[] {
  const principals = index.principalsOf(tenantId, objectId);
  return index.delegationsTo(tenantId).flatMap((delegation) => {
    const { subscriptionId, resourceGroup } = delegation;
    const scope = scopeOfSubscription(subscriptionId, resourceGroup);
    const owner = index.subscription(subscriptionId)?.tenantId ?? "";
    return authorizationsOf(delegation)
      .filter(({ principalId }) => principals.includes(principalId))
      .flatMap(({ principalId, roleId }) => held(index, { scope, roleId, tenantId: owner, principalId }, true));
  });
}

/** Every role that a caller has at this moment. */
function rolesOf(index: AccessIndex, viewer: Viewer): readonly HeldRole[] {
  const { tenantId, objectId, now } = viewer;
  const own = index
    .assignmentsTo(tenantId, index.principalsOf(tenantId, objectId))
    .filter((assignment) => isCurrent(assignment, now))
    .flatMap((assignment) => held(index, assignment, false));
  return [...own, ...delegatedRoles(index, viewer, ({ authorizations }) => authorizations)];
}

/** Every role that a caller can activate at this moment. */
export function eligibleRolesOf(index: AccessIndex, viewer: Viewer): readonly HeldRole[] {
  const { tenantId, objectId, now } = viewer;
  const own = index
    .eligibleAssignmentsTo(tenantId, index.principalsOf(tenantId, objectId))
    .filter((assignment) => isCurrent(assignment, now))
    .flatMap((assignment) => held(index, assignment, false));
  return [...own, ...delegatedRoles(index, viewer, ({ eligibleAuthorizations = [] }) => eligibleAuthorizations)];
}

export function rightsOf(index: AccessIndex, viewer: Viewer): Rights {
  const roles = rolesOf(index, viewer);
  const byPlace = new Map<string, HeldRole[]>();
  for (const one of roles) {
    const key = keyOf(one.assignment.tenantId, one.assignment.scope);
    byPlace.set(key, [...(byPlace.get(key) ?? []), one]);
  }
  return { viewer, index, held: roles, byPlace };
}

/** The caller's roles at a place or above it. */
export function rolesAt({ index, byPlace }: Rights, { tenantId, scope }: Place): readonly HeldRole[] {
  return index.scopesAbove(tenantId, scope).flatMap((above) => byPlace.get(keyOf(tenantId, above)) ?? []);
}

/** Whether the caller may do something at a place. */
export function may(rights: Rights, action: string, place: Place): boolean {
  return rolesAt(rights, place).some(({ role }) => allows(role, action));
}

/** Ids of the subscriptions in which the caller has a role, at the subscription, above or below it. */
export function visibleSubscriptions(rights: Rights): ReadonlySet<string> {
  const { index, held: roles } = rights;
  const below = roles.flatMap(({ assignment: { tenantId, scope } }) => {
    const parsed = parseScope(scope);
    const isInside = parsed !== undefined && "subscriptionId" in parsed;
    return isInside && index.subscription(parsed.subscriptionId)?.tenantId === tenantId ? [parsed.subscriptionId] : [];
  });
  const visible = new Set(below);
  for (const { tenantId, subscriptionId } of index.subscriptions) {
    if (
      !visible.has(subscriptionId) &&
      rolesAt(rights, { tenantId, scope: scopeOfSubscription(subscriptionId) }).length > 0
    ) {
      visible.add(subscriptionId);
    }
  }
  return visible;
}
