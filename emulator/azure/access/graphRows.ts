import { placeOf, type AccessRequest } from "./request";
import { isCurrent, may, visibleSubscriptions, type Rights } from "./rights";
import { assignmentName, assignmentProperties } from "./roleAssignments";
import { allows } from "./roles";
import { idAt } from "./rows";
import { parseScope } from "./scopes";
import type { ResourceGroup, RoleAssignment, Subscription } from "./types";

/** Where a query looks. */
export interface GraphScope {
  /** Every subscription that the caller sees when absent. */
  readonly subscriptions: readonly string[] | undefined;
  /** Whether what is assigned above subscriptions is found too. */
  readonly isWithAbove: boolean;
}

/** A type that no role names: only Owner, Contributor, Reader and the like can read it. */
const usualResourceType = "Microsoft.Example/resources";

/** Single resources of a group that the caller has a role on which reads them. */
function resourcesRead({ held }: Rights, subscriptionId: string, group: string): number {
  const scopes = held.flatMap(({ role, assignment: { scope } }) => {
    const parsed = parseScope(scope);
    const isHere =
      parsed?.kind === "resource" &&
      parsed.subscriptionId === subscriptionId &&
      parsed.resourceGroup.toLowerCase() === group.toLowerCase();
    return isHere && allows(role, `${parsed.resourceType}/read`) ? [scope.toLowerCase()] : [];
  });
  return new Set(scopes).size;
}

function countIn(rights: Rights, subscription: Subscription, group: ResourceGroup): number {
  const { name, resources, resourceType = usualResourceType } = group;
  return may(rights, `${resourceType}/read`, placeOf(subscription, name))
    ? resources
    : Math.min(resources, resourcesRead(rights, subscription.subscriptionId, name));
}

/** How many resources the caller can read in each subscription; none for those without. */
export function resourceRows({ rights }: AccessRequest, { subscriptions }: GraphScope): readonly unknown[] {
  const visible = visibleSubscriptions(rights);
  return rights.index.subscriptions
    .filter(({ subscriptionId }) => visible.has(subscriptionId) && subscriptions?.includes(subscriptionId) !== false)
    .map((subscription) => {
      const counts = (subscription.resourceGroups ?? []).map((group) => countIn(rights, subscription, group));
      return { subscriptionId: subscription.subscriptionId, resources: counts.reduce((sum, count) => sum + count, 0) };
    })
    .filter(({ resources }) => resources > 0)
    .sort((one, other) => (one.subscriptionId < other.subscriptionId ? -1 : 1))
    .map(({ subscriptionId, resources }) => ({ id: subscriptionId, subscriptionId, resources }));
}

/** Whether a query looks where a role assignment is, and the caller may read it there. */
function isReadable(
  { rights }: AccessRequest,
  { subscriptions, isWithAbove }: GraphScope,
  row: RoleAssignment,
): boolean {
  const { tenantId } = row;
  const scope = parseScope(row.scope);
  const subscription = scope !== undefined && "subscriptionId" in scope ? scope.subscriptionId : undefined;
  const isInScope = subscription === undefined ? isWithAbove : subscriptions?.includes(subscription) !== false;
  return isInScope && may(rights, "Microsoft.Authorization/roleAssignments/read", { tenantId, scope: row.scope });
}

/** Assignments to exactly this principal: groups are not resolved, and delegations are no role assignments. */
export function roleAssignmentRows(request: AccessRequest, scope: GraphScope, principalId: string): readonly unknown[] {
  const { index, viewer } = request.rights;
  return index
    .assignmentsTo(viewer.tenantId, [principalId])
    .filter((assignment) => isCurrent(assignment, viewer.now) && isReadable(request, scope, assignment))
    .map((assignment) => ({
      id: idAt(assignment.scope, `RoleAssignments/${assignmentName(assignment)}`),
      properties: {
        roleDefinitionId: idAt("/", `RoleDefinitions/${assignment.roleId}`),
        ...assignmentProperties(request, assignment),
      },
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}
