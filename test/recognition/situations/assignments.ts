import type {
  Access,
  Authorization,
  Delegation,
  EligibleAssignment,
  Group,
  RoleAssignment,
  Subscription,
} from "../../../emulator/azure";
import {
  colleague,
  custom,
  development,
  fabrikam,
  managedProduction,
  managedSandbox,
  managementGroups,
  me,
  on,
  production,
  roles,
  sandbox,
} from "./estate";

const group = (digit: string, name: string, ...members: string[]): Group => ({
  tenantId: me.tenantId,
  objectId: `e${digit.repeat(7)}-5555-4666-9777-888899990000`,
  name,
  members,
});
export const operators = group("1", "Operators", me.objectId);
export const support = group("2", "Support", me.objectId);
export const others = group("3", "Others", colleague);
export const department = group("4", "Department", operators.objectId);
export const company = group("5", "Company", department.objectId);

type More = Partial<RoleAssignment>;
export const assign = (roleId: string, scope: string, more: More = {}): RoleAssignment => ({
  scope,
  roleId,
  tenantId: me.tenantId,
  principalId: me.objectId,
  ...more,
});
export const eligible = (roleId: string, scope: string, principalId: string = me.objectId): EligibleAssignment => ({
  scope,
  roleId,
  tenantId: me.tenantId,
  principalId,
});
export const to = (principal: Group): More => ({ principalId: principal.objectId });
export const activated: More = { activated: true, endDateTime: "2026-11-25T13:00:00Z" };
export const timeBound: More = { endDateTime: "2027-05-31T00:00:00Z" };

/** One subscription with these assignments. */
export const inProduction = (...roleAssignments: RoleAssignment[]): Access => ({
  subscriptions: [production],
  groups: [operators, support, others, department, company],
  roleAssignments,
});
export const inProductionAs = (more: Partial<Subscription>, ...roleAssignments: RoleAssignment[]): Access => ({
  ...inProduction(...roleAssignments),
  subscriptions: [{ ...production, ...more }],
});
export const inBoth = (...roleAssignments: RoleAssignment[]): Access => ({
  ...inProduction(...roleAssignments),
  subscriptions: [production, development],
});
export const inAll = (...roleAssignments: RoleAssignment[]): Access => ({
  ...inProduction(...roleAssignments),
  subscriptions: [production, development, sandbox],
});
export const managed = (...roleAssignments: RoleAssignment[]): Access => ({
  ...inProduction(...roleAssignments),
  managementGroups,
  subscriptions: [managedProduction],
});
export const managedApart = (...roleAssignments: RoleAssignment[]): Access => ({
  ...inProduction(...roleAssignments),
  managementGroups,
  subscriptions: [managedProduction, managedSandbox],
});
export const withCustomRole = (actions: readonly string[], notActions: readonly string[], access: Access): Access => ({
  ...access,
  customRoles: [{ roleId: custom, tenantId: me.tenantId, name: "Deployer", actions, notActions }],
});

export const authorize = (roleId: string, principal: Group | "me"): Authorization => ({
  principalId: principal === "me" ? me.objectId : principal.objectId,
  roleId,
});
export const delegate = (authorizations: readonly Authorization[], more: Partial<Delegation> = {}): Delegation => ({
  subscriptionId: fabrikam.subscriptionId,
  managedByTenantId: me.tenantId,
  name: "Managed services",
  authorizations,
  ...more,
});
export const delegated = (...delegations: Delegation[]): Access => ({
  subscriptions: [fabrikam],
  groups: [operators, support, others],
  delegations,
});

export const contributorOnProduction = assign(roles.contributor, on(production));
export const readerOnProduction = assign(roles.reader, on(production));
export const pullOnProduction = assign(roles.acrPull, on(production));
export const supportOnProduction = assign(roles.supportRequestContributor, on(production));
export const blobsOnProduction = assign(roles.storageBlobDataReader, on(production));
