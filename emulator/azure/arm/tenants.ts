import type { Context } from "hono";
import type { Env } from "../exchange";
import type { EmulatorState } from "../state";
import type { Identity, Tenant } from "../types";
import { pageOf } from "./paging";

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

function names(state: EmulatorState, { name, domain }: Tenant): Record<string, unknown> {
  if (state.behaviour.tenantNames === "absent") {
    return {};
  }
  return {
    displayName: name,
    domains: domain === undefined ? [] : [domain],
    ...(domain === undefined ? {} : { defaultDomain: domain }),
  };
}

/** The tenants that a caller can sign in to. */
export function listTenants(state: EmulatorState, context: Context<Env>, identity: Identity): Response {
  const rows = tenantsOf(state, identity).map((tenant) => ({
    id: `/tenants/${tenant.tenantId}`,
    tenantId: tenant.tenantId,
    ...names(state, tenant),
    tenantCategory: tenant.tenantId === identity.tenantId ? "Home" : "ProjectedBy",
    tenantType: "AAD",
  }));
  return Response.json(pageOf(state, context, rows));
}
