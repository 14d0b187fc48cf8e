import { refuse } from "../arm/errors";
import type { AccessRequest } from "./request";
import { allows, type Role, type RolePermission } from "./roles";
import { idAt } from "./rows";

/** Permissions as every answer lists them: with all four lists. */
export function wholePermission(permission: RolePermission): Required<RolePermission> {
  const { actions = [], notActions = [], dataActions = [], notDataActions = [] } = permission;
  return { actions, notActions, dataActions, notDataActions };
}

/** Any caller can read built-in roles; custom roles need `roleDefinitions/read` at any scope of the tenant. */
function readableRole({ rights: { index, viewer, held } }: AccessRequest, roleId: string): Role | undefined {
  const role = index.role(viewer.tenantId, roleId);
  const reads = held.some(
    (one) => !one.isDelegated && allows(one.role, "Microsoft.Authorization/roleDefinitions/read"),
  );
  return role?.type === "BuiltInRole" || reads ? role : undefined;
}

/** One role by its GUID. */
export function getRoleDefinition(request: AccessRequest): Response {
  const { context, rights } = request;
  const id = context.req.param("roleId") ?? "";
  const role = readableRole(request, id);
  if (role === undefined) {
    throw refuse(404, "RoleDefinitionDoesNotExist", `The specified role definition with ID '${id}' does not exist.`);
  }
  return Response.json({
    id: idAt("/", `roleDefinitions/${role.roleId}`),
    type: "Microsoft.Authorization/roleDefinitions",
    name: role.roleId,
    properties: {
      roleName: role.name,
      type: role.type,
      description: "",
      assignableScopes:
        role.type === "BuiltInRole"
          ? ["/"]
          : [`/providers/Microsoft.Management/managementGroups/${rights.viewer.tenantId}`],
      permissions: role.permissions.map(wholePermission),
    },
  });
}
