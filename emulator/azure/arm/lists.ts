import type { EmulatorState } from "../state";
import type { Identity, Tenant } from "../types";

/** Tenants in which the same person or application has an account. */
function tenantsOf(state: EmulatorState, identity: Identity): readonly Tenant[] {
  const self = state.directory.principal(identity.tenantId, identity.objectId);
  const home = self?.home ?? identity;
  return state.directory.directory.tenants.filter(
    ({ tenantId, principals }) =>
      tenantId === identity.tenantId ||
      principals.some(
        (principal) =>
          (tenantId === home.tenantId && principal.objectId === home.objectId) ||
          (principal.home?.tenantId === home.tenantId && principal.home.objectId === home.objectId),
      ),
  );
}

/** The tenants that a caller can sign in to. */
export function listTenants(state: EmulatorState, identity: Identity): Response {
  const value = tenantsOf(state, identity).map(({ tenantId, name, domain }) => ({
    id: `/tenants/${tenantId}`,
    tenantId,
    displayName: name,
    tenantCategory: tenantId === identity.tenantId ? "Home" : "ProjectedBy",
    domains: domain === undefined ? [] : [domain],
    ...(domain === undefined ? {} : { defaultDomain: domain }),
  }));
  return Response.json({ value });
}

/** No subscriptions: a partner admin link needs none. */
export function listSubscriptions(): Response {
  return Response.json({ value: [], count: { type: "Total", value: 0 } });
}
