import type { Context } from "hono";
import { entraErrors, type EntraError } from "../entra/errors";
import { findApplication } from "../entra/grants/application";
import { isKnownResource } from "../entra/resources";
import type { Env } from "../exchange";
import type { EmulatorState } from "../state";
import { issueToken } from "../tokens";
import type { Principal, Tenant } from "../types";

/** A managed identity and the tenant it lives in. */
export interface ManagedIdentity {
  readonly tenant: Tenant;
  readonly principal: Principal;
}

/** A token as both kinds of endpoint describe it. */
export interface IssuedToken {
  readonly access_token: string;
  readonly client_id: string;
  /** Seconds since 1970. */
  readonly expires_on: string;
  readonly resource: string;
  readonly token_type: "Bearer";
}

function allOf(state: EmulatorState): readonly ManagedIdentity[] {
  return state.directory.directory.tenants.flatMap((tenant) =>
    tenant.principals.filter(({ kind }) => kind === "managedIdentity").map((principal) => ({ tenant, principal })),
  );
}

/**
 * The managed identity a request asks for: by client id, object id or resource id any of the directory, as they may
 * all be assigned to the machine; by none of them the machine's own.
 */
export function findManagedIdentity(state: EmulatorState, context: Context<Env>): ManagedIdentity | undefined {
  const asked = (...names: string[]) => names.flatMap((name) => context.req.query(name) ?? [])[0]?.toLowerCase();
  const clientId = asked("client_id", "clientid");
  const objectId = asked("object_id", "principal_id");
  const resourceId = asked("msi_res_id", "mi_res_id");
  if (clientId === undefined && objectId === undefined && resourceId === undefined) {
    const own = state.directory.directory.machine?.managedIdentity;
    return allOf(state).find(
      ({ tenant, principal }) => tenant.tenantId === own?.tenantId && principal.objectId === own.objectId,
    );
  }
  return allOf(state).find(
    ({ principal }) =>
      (clientId === undefined || principal.clientId === clientId) &&
      (objectId === undefined || principal.objectId === objectId) &&
      (resourceId === undefined || principal.resourceId?.toLowerCase() === resourceId),
  );
}

/** A token for a managed identity, or Entra's reason for giving none, which the endpoints pass on. */
export async function requestToken(
  state: EmulatorState,
  { tenant, principal }: ManagedIdentity,
  resource: string,
): Promise<IssuedToken | { readonly refused: EntraError }> {
  const { clientId = "" } = principal;
  const found = findApplication(state, tenant, clientId);
  if ("refused" in found) {
    return found;
  }
  if (!isKnownResource(state.origin, resource)) {
    return { refused: entraErrors.unknownResource(resource, tenant.name) };
  }
  const token = await issueToken(state, {
    tenantId: tenant.tenantId,
    principal,
    audience: resource,
    clientAuthentication: "assertion",
  });
  const expiresOn = Math.floor(state.now() / 1000) + state.tokenLifetimeSeconds;
  return {
    access_token: token,
    client_id: clientId,
    expires_on: String(expiresOn),
    resource,
    token_type: "Bearer",
  };
}
