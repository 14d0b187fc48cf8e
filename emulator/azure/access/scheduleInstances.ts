import { refuse, refuseAs } from "../arm/errors";
import { pageOf } from "../arm/paging";
import type { Behaviour } from "../behaviour";
import { shownPrincipal } from "./principals";
import { refuseAction, type AccessRequest } from "./request";
import { eligibleRolesOf, type HeldRole } from "./rights";
import { createdOn, idAt, roleDefinitionIn } from "./rows";
import { shownScope } from "./shownScope";
import { stableGuid } from "./stableGuid";

type Kind = "Assignment" | "Eligibility";

function instanceName(kind: Kind, { assignment }: HeldRole): string {
  const { scope, roleId, principalId, endDateTime = "" } = assignment;
  return stableGuid(`Role${kind}`, scope, roleId, principalId, endDateTime);
}

/** The eligible role that an activated one came from, when the caller still has it. */
function originOf(request: AccessRequest, { assignment, role }: HeldRole): HeldRole | undefined {
  const { index, viewer } = request.rights;
  return eligibleRolesOf(index, viewer).find(
    (eligible) =>
      eligible.role.roleId === role.roleId &&
      eligible.assignment.scope.toLowerCase() === assignment.scope.toLowerCase(),
  );
}

function assignmentProperties(request: AccessRequest, held: HeldRole, name: string): Record<string, unknown> {
  const { scope, activated = false } = held.assignment;
  const origin = activated ? originOf(request, held) : undefined;
  const eligible = origin === undefined ? undefined : instanceName("Eligibility", origin);
  return {
    assignmentType: activated ? "Activated" : "Assigned",
    originRoleAssignmentId: idAt(scope, `RoleAssignments/${name}`),
    roleAssignmentScheduleId: idAt(scope, `RoleAssignmentSchedules/${name}`),
    ...(eligible === undefined
      ? {}
      : {
          linkedRoleEligibilityScheduleId: idAt(scope, `RoleEligibilitySchedules/${eligible}`),
          linkedRoleEligibilityScheduleInstanceId: idAt(scope, `RoleEligibilityScheduleInstances/${eligible}`),
        }),
  };
}

function row(request: AccessRequest, kind: Kind, held: HeldRole): Record<string, unknown> {
  const { state, rights } = request;
  const { assignment, role } = held;
  const { scope, principalId, endDateTime, condition } = assignment;
  const name = instanceName(kind, held);
  const principal = shownPrincipal(state, rights.viewer.tenantId, principalId);
  const roleDefinitionId = roleDefinitionIn(scope, role.roleId);
  const type = `Role${kind}ScheduleInstances`;
  return {
    id: idAt(scope, `${type}/${name}`),
    name,
    type: `Microsoft.Authorization/${type}`,
    properties: {
      scope,
      roleDefinitionId,
      principalId,
      principalType: principal.type,
      status: "Provisioned",
      memberType: principalId === rights.viewer.objectId ? "Direct" : "Group",
      startDateTime: createdOn(assignment, rights.viewer.now),
      createdOn: createdOn(assignment, rights.viewer.now),
      ...(endDateTime === undefined ? {} : { endDateTime }),
      ...(condition === undefined ? {} : { condition, conditionVersion: "2.0" }),
      ...(kind === "Assignment"
        ? assignmentProperties(request, held, name)
        : { roleEligibilityScheduleId: idAt(scope, `RoleEligibilitySchedules/${name}`) }),
      expandedProperties: {
        scope: shownScope(state, assignment),
        roleDefinition: { id: roleDefinitionId, displayName: role.name, type: role.type },
        principal: { id: principalId, ...principal },
      },
    },
  };
}

function behaviourFor({ state, rights: { viewer } }: AccessRequest): Behaviour["asTarget"] {
  const { asTarget, asTargetForServicePrincipals, asTargetWithoutP2 } = state.behaviour;
  const { directory } = state;
  const kind = directory.principal(viewer.tenantId, viewer.objectId)?.kind ?? "user";
  const usual = kind === "user" ? asTarget : asTargetForServicePrincipals;
  const isPremium = directory.tenant(viewer.tenantId)?.premium !== false;
  return isPremium || asTargetWithoutP2 === "answers" ? usual : asTargetWithoutP2;
}

function rowsFor(request: AccessRequest, kind: Kind): readonly Record<string, unknown>[] {
  const behaviour = behaviourFor(request);
  switch (behaviour) {
    case "answers": {
      const { index, viewer, held } = request.rights;
      const roles = kind === "Assignment" ? held : eligibleRolesOf(index, viewer);
      return roles
        .filter(({ isDelegated }) => !isDelegated || request.state.behaviour.asTargetDelegated === "yes")
        .map((one) => row(request, kind, one));
    }
    case "silent":
      return [];
    case "403 AuthorizationFailed":
      return refuseAction(request, `Microsoft.Authorization/role${kind}ScheduleInstances/read`, "/");
    case "400 AadPremiumLicenseRequired":
      throw refuseAs(behaviour, "The tenant needs an AAD Premium 2 license.");
  }
}

/** The caller's own roles at every scope, those by groups included: active ones, or those that can be activated. */
export function listScheduleInstances(request: AccessRequest, kind: Kind): Response {
  const { state, context } = request;
  const filter = context.req.query("$filter") ?? "";
  if (!/^\s*asTarget\(\)\s*$/i.test(filter)) {
    throw refuse(400, "BadRequest", `The filter '${filter}' is not supported here. Supported is 'asTarget()'.`);
  }
  return Response.json(pageOf(state, context, rowsFor(request, kind)));
}
