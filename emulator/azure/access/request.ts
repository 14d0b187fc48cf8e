import type { Context } from "hono";
import { refuse } from "../arm/errors";
import type { Env } from "../exchange";
import type { EmulatorState } from "../state";
import type { Identity } from "../types";
import { may, type Place, type Rights } from "./rights";
import { scopeOfSubscription } from "./scopes";
import type { Subscription } from "./types";

/** A request about access, from a caller whose roles are known. */
export interface AccessRequest {
  readonly state: EmulatorState;
  readonly context: Context<Env>;
  readonly rights: Rights;
  /** Of a POST; else empty. */
  readonly body: string;
}

function nameOf(state: EmulatorState, { tenantId, objectId }: Identity): string {
  const principal = state.directory.principal(tenantId, objectId);
  return principal?.clientId ?? principal?.name ?? objectId;
}

/** @throws ArmRefusal always: the caller lacks a permission. */
export function refuseAction({ state, rights: { viewer } }: AccessRequest, action: string, scope: string): never {
  throw refuse(
    403,
    "AuthorizationFailed",
    `The client '${nameOf(state, viewer)}' with object id '${viewer.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** @throws ArmRefusal unless the caller may do something at a place. */
export function requireAction(request: AccessRequest, action: string, place: Place): void {
  if (!may(request.rights, action, place)) {
    refuseAction(request, action, place.scope);
  }
}

/**
 * The subscription that a path names.
 *
 * @throws ArmRefusal when there is none, or neither it nor a part of it belongs or is delegated to the caller's tenant.
 */
export function subscriptionOf({ context, rights: { index, viewer } }: AccessRequest): Subscription {
  const id = context.req.param("subscriptionId") ?? "";
  const subscription = index.subscription(id);
  if (subscription === undefined) {
    throw refuse(404, "SubscriptionNotFound", `The subscription '${id}' could not be found.`);
  }
  const { tenantId, subscriptionId } = subscription;
  const managers = index.delegationsOf(subscriptionId).map(({ managedByTenantId }) => managedByTenantId);
  if (![tenantId, ...managers].includes(viewer.tenantId)) {
    throw refuse(
      401,
      "InvalidAuthenticationTokenTenant",
      `The access token is from the wrong issuer '${viewer.tenantId}'. It must match the tenant '${tenantId}' associated with this subscription.`,
    );
  }
  return subscription;
}

export function placeOf({ tenantId, subscriptionId }: Subscription, resourceGroup?: string): Place {
  return { tenantId, scope: scopeOfSubscription(subscriptionId, resourceGroup) };
}
