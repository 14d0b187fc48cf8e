import type { Tenant } from "../types";
import { InvalidInput, requireUnique } from "../validate";
import { AccessIndex } from "./accessIndex";
import { builtInRole } from "./roles";
import { managementGroupScope, scopeOfSubscription } from "./scopes";
import type { Access, Authorization, Delegation, EligibleAssignment, RoleAssignment } from "./types";

type Check<Item> = (item: Item, at: string) => void;

function forEach<Item>(items: readonly Item[] | undefined, at: string, check: Check<Item>): void {
  items?.forEach((item, index) => {
    check(item, `${at}[${String(index)}]`);
  });
}

/** Requires that the tenants of a list are in the directory. */
function checkTenants(access: Access, tenants: readonly Tenant[], at: string): void {
  const ids = new Set(tenants.map(({ tenantId }) => tenantId.toLowerCase()));
  const check: Check<{ readonly tenantId: string }> = ({ tenantId }, place) => {
    if (!ids.has(tenantId)) {
      throw new InvalidInput(`${place}: the directory has no tenant ${tenantId}`);
    }
  };
  const { managementGroups, subscriptions, groups, customRoles, roleAssignments, eligibleAssignments } = access;
  const lists = { managementGroups, subscriptions, groups, customRoles, roleAssignments, eligibleAssignments };
  for (const [name, list] of Object.entries(lists)) {
    forEach(list, `${at}.${name}`, check);
  }
  forEach(access.delegations, `${at}.delegations`, ({ managedByTenantId: tenantId }, place) => {
    check({ tenantId }, place);
  });
}

function checkUnique(access: Access, at: string): void {
  const { managementGroups = [], subscriptions = [], groups = [], customRoles = [] } = access;
  const inTenant = (tenantId: string, name: string) => `${name} of tenant ${tenantId}`;
  requireUnique(
    managementGroups.map(({ tenantId, name }) => inTenant(tenantId, name)),
    `${at}: management group`,
  );
  requireUnique(
    subscriptions.map(({ subscriptionId }) => subscriptionId),
    `${at}: subscription`,
  );
  requireUnique(
    groups.map(({ tenantId, objectId }) => inTenant(tenantId, objectId)),
    `${at}: group`,
  );
  requireUnique(
    customRoles.map(({ tenantId, roleId }) => inTenant(tenantId, roleId)),
    `${at}: custom role`,
  );
  forEach(subscriptions, `${at}.subscriptions`, ({ resourceGroups = [] }, place) => {
    requireUnique(
      resourceGroups.map(({ name }) => name),
      `${place}: resource group`,
    );
  });
}

function checkHierarchy(index: AccessIndex, at: string): void {
  const { managementGroups, subscriptions } = index.access;
  const requireScope = (tenantId: string, name: string | undefined, place: string) => {
    const missing = name === undefined ? undefined : index.missing(tenantId, managementGroupScope(name));
    if (missing !== undefined) {
      throw new InvalidInput(`${place}: ${missing}`);
    }
  };
  forEach(managementGroups, `${at}.managementGroups`, ({ tenantId, name, parent }, place) => {
    if (name.toLowerCase() === tenantId) {
      throw new InvalidInput(`${place}.name: names the tenant's root management group, which always exists`);
    }
    requireScope(tenantId, parent, `${place}.parent`);
    if (index.lineage(tenantId, name).at(-1) !== managementGroupScope(tenantId).toLowerCase()) {
      throw new InvalidInput(`${place}.parent: is below ${name}`);
    }
  });
  forEach(subscriptions, `${at}.subscriptions`, ({ tenantId, managementGroup }, place) => {
    requireScope(tenantId, managementGroup, `${place}.managementGroup`);
  });
}

function checkAssignment(index: AccessIndex, assignment: EligibleAssignment, at: string): void {
  const { tenantId, scope, roleId } = assignment;
  const missing = index.missing(tenantId, scope);
  if (missing !== undefined) {
    throw new InvalidInput(`${at}.scope: ${missing}`);
  }
  if (index.role(tenantId, roleId) === undefined) {
    throw new InvalidInput(
      `${at}.roleId: ${roleId} is neither a custom role nor a built-in role that the emulator knows`,
    );
  }
}

function checkRoleAssignment(index: AccessIndex, assignment: RoleAssignment, at: string): void {
  checkAssignment(index, assignment, at);
  if (assignment.activated === true && assignment.endDateTime === undefined) {
    throw new InvalidInput(`${at}.endDateTime: is missing; an activated role ends`);
  }
}

/** Lighthouse takes built-in roles only, Owner and those with data actions excepted. */
function checkAuthorization({ roleId }: Authorization, at: string): void {
  const role = builtInRole(roleId);
  if (role === undefined) {
    throw new InvalidInput(`${at}.roleId: ${roleId} is not a built-in role that the emulator knows`);
  }
  if (role.name === "Owner" || role.permissions.some(({ dataActions }) => dataActions !== undefined)) {
    throw new InvalidInput(`${at}.roleId: ${role.name} cannot be delegated`);
  }
}

function checkDelegation(index: AccessIndex, delegation: Delegation, at: string): void {
  const { subscriptionId, resourceGroup, managedByTenantId, authorizations, eligibleAuthorizations } = delegation;
  const tenantId = index.subscription(subscriptionId)?.tenantId;
  if (tenantId === undefined) {
    throw new InvalidInput(`${at}.subscriptionId: there is no subscription ${subscriptionId}`);
  }
  if (tenantId === managedByTenantId) {
    throw new InvalidInput(`${at}.managedByTenantId: is the subscription's own tenant`);
  }
  const missing = index.missing(tenantId, scopeOfSubscription(subscriptionId, resourceGroup));
  if (missing !== undefined) {
    throw new InvalidInput(`${at}.resourceGroup: ${missing}`);
  }
  forEach(authorizations, `${at}.authorizations`, checkAuthorization);
  forEach(eligibleAuthorizations, `${at}.eligibleAuthorizations`, checkAuthorization);
}

/**
 * Checks that the parts of a directory of access fit together, and to the tenants of the directory.
 *
 * @throws InvalidInput naming the place that is wrong.
 */
export function checkAccess(access: Access, tenants: readonly Tenant[], at: string): void {
  checkTenants(access, tenants, at);
  checkUnique(access, at);
  const index = new AccessIndex(access);
  checkHierarchy(index, at);
  forEach(access.roleAssignments, `${at}.roleAssignments`, (one, place) => {
    checkRoleAssignment(index, one, place);
  });
  forEach(access.eligibleAssignments, `${at}.eligibleAssignments`, (one, place) => {
    checkAssignment(index, one, place);
  });
  forEach(access.delegations, `${at}.delegations`, (one, place) => {
    checkDelegation(index, one, place);
  });
}
