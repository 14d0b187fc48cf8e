import { pageOf } from "../arm/paging";
import { placeOf, refuseAction, requireAction, subscriptionOf, type AccessRequest } from "./request";
import { rolesAt } from "./rights";
import { wholePermission } from "./roleDefinitions";
import type { RolePermission } from "./roles";

const action = "Microsoft.Authorization/permissions/read";

function merged(permissions: readonly Required<RolePermission>[]): Required<RolePermission> {
  const all = (key: keyof RolePermission) => [...new Set(permissions.flatMap((permission) => permission[key]))];
  return {
    actions: all("actions"),
    notActions: all("notActions"),
    dataActions: all("dataActions"),
    notDataActions: all("notDataActions"),
  };
}

/** What the caller may do in a subscription: an entry for each role at the subscription or above it. */
export function listPermissions(request: AccessRequest): Response {
  const { state, context, rights } = request;
  const { permissionsRead, permissionsWithoutRole, permissionsEntries } = state.behaviour;
  const place = placeOf(subscriptionOf(request));
  if (permissionsRead === "needed") {
    requireAction(request, action, place);
  }
  const roles = new Set(rolesAt(rights, place).map(({ role }) => role));
  if (roles.size === 0 && permissionsWithoutRole === "403 AuthorizationFailed") {
    refuseAction(request, action, place.scope);
  }
  const entries = [...roles].flatMap(({ permissions }) => permissions.map(wholePermission));
  const isMerged = permissionsEntries === "merged" && entries.length > 1;
  return Response.json(pageOf(state, context, isMerged ? [merged(entries)] : entries));
}
