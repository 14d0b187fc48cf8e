import { refuse } from "../arm/errors";
import { pageOf } from "../arm/paging";
import { guidPattern } from "../validate";
import { shownPrincipal } from "./principals";
import { placeOf, refuseAction, requireAction, subscriptionOf, type AccessRequest } from "./request";
import { isCurrent, may, type Place } from "./rights";
import { createdOn, idAt, roleDefinitionIn } from "./rows";
import { managementGroupScope } from "./scopes";
import { stableGuid } from "./stableGuid";
import type { RoleAssignment } from "./types";

const action = "Microsoft.Authorization/roleAssignments/read";

/** Who makes every assignment: the object id of an administrator whom the directory need not have. */
const creator = "00000000-0000-4000-8000-00000000ad01";

export function assignmentName({ scope, roleId, principalId, activated }: RoleAssignment): string {
  return stableGuid("RoleAssignment", scope, roleId, principalId, String(activated === true));
}

/** Times of role assignments have seven digits behind the second. */
function sevenDigits(time: string): string {
  const [seconds = "", fraction = ""] = time.replace(/Z$/, "").split(".");
  return `${seconds}.${fraction.padEnd(7, "0").slice(0, 7)}Z`;
}

export function assignmentProperties(request: AccessRequest, assignment: RoleAssignment): Record<string, unknown> {
  const { tenantId, scope, principalId, condition = null } = assignment;
  const time = sevenDigits(createdOn(assignment, request.rights.viewer.now));
  return {
    principalId,
    principalType: shownPrincipal(request.state, tenantId, principalId).type,
    scope,
    condition,
    conditionVersion: condition === null ? null : "2.0",
    createdOn: time,
    updatedOn: time,
    createdBy: creator,
    updatedBy: creator,
    delegatedManagedIdentityResourceId: null,
    description: null,
  };
}

/** A row, with the id of its role as it is shown where the list was asked for. */
function row(request: AccessRequest, assignment: RoleAssignment, listed: Place): Record<string, unknown> {
  const name = assignmentName(assignment);
  return {
    id: idAt(assignment.scope, `roleAssignments/${name}`),
    type: "Microsoft.Authorization/roleAssignments",
    name,
    properties: {
      roleDefinitionId: roleDefinitionIn(listed.scope, assignment.roleId),
      ...assignmentProperties(request, assignment),
    },
  };
}

function assigneeIn(filter: string | undefined): string {
  const assignee = /^\s*assignedTo\('([^']*)'\)\s*$/i.exec(filter ?? "")?.[1] ?? "";
  if (!guidPattern.test(assignee)) {
    throw refuse(
      400,
      "BadRequest",
      `The filter '${filter ?? ""}' is not supported here. Supported is assignedTo('{objectId}').`,
    );
  }
  return assignee;
}

/** Assignments to a principal and its groups at a place, above and below it. Delegated roles are not among them. */
function listAt(request: AccessRequest, place: Place): Response {
  const { state, context, rights } = request;
  const { index, viewer } = rights;
  const { tenantId, scope } = place;
  const assignee = assigneeIn(context.req.query("$filter"));
  const touches = (assignment: RoleAssignment) =>
    index.contains(tenantId, scope, assignment.scope) || index.contains(tenantId, assignment.scope, scope);
  const isOwn = viewer.tenantId === tenantId;
  const rows = index
    .assignmentsTo(tenantId, isOwn ? index.principalsOf(tenantId, assignee) : [])
    .filter((assignment) => isCurrent(assignment, viewer.now) && touches(assignment))
    .map((assignment) => row(request, assignment, place));
  return Response.json(pageOf(state, context, rows));
}

/** Role assignments of a subscription, or of one of its resource groups. */
export function listRoleAssignments(request: AccessRequest): Response {
  const subscription = subscriptionOf(request);
  const name = request.context.req.param("resourceGroup");
  const group = name === undefined ? undefined : request.rights.index.resourceGroup(subscription.subscriptionId, name);
  const place = placeOf(subscription, group?.name ?? name);
  requireAction(request, action, place);
  if (name !== undefined && group === undefined) {
    throw refuse(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
  }
  return listAt(request, place);
}

/** Role assignments of a management group. */
export function listManagementGroupAssignments(request: AccessRequest): Response {
  const { state, context, rights } = request;
  const { tenantId } = rights.viewer;
  const name = context.req.param("managementGroup") ?? "";
  const place = { tenantId, scope: managementGroupScope(rights.index.managementGroup(tenantId, name)?.name ?? name) };
  if (!may(rights, action, place)) {
    if (state.behaviour.managementGroupAssignments === "silent") {
      return Response.json({ value: [] });
    }
    refuseAction(request, action, place.scope);
  }
  if (rights.index.missing(tenantId, place.scope) !== undefined) {
    throw refuse(404, "NotFound", `Management group '${name}' could not be found.`);
  }
  return listAt(request, place);
}
