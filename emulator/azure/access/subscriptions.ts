import { pageOf } from "../arm/paging";
import type { AccessRequest } from "./request";
import { visibleSubscriptions } from "./rights";
import { scopeOfSubscription } from "./scopes";
import type { Subscription } from "./types";

export const usualQuotaId = "PayAsYouGo_2014-09-01";

function row({ rights: { index } }: AccessRequest, subscription: Subscription): Record<string, unknown> {
  const { subscriptionId, tenantId, name, state = "Enabled", quotaId = usualQuotaId } = subscription;
  const managers = new Set(index.delegationsOf(subscriptionId).map(({ managedByTenantId }) => managedByTenantId));
  return {
    id: scopeOfSubscription(subscriptionId),
    authorizationSource: "RoleBased",
    managedByTenants: [...managers].map((manager) => ({ tenantId: manager })),
    subscriptionId,
    tenantId,
    displayName: name,
    state,
    subscriptionPolicies: { locationPlacementId: "Public_2014-09-01", quotaId, spendingLimit: "Off" },
  };
}

/** Subscriptions in which the caller has a role, at, above or below; those delegated to the caller included. */
export function listSubscriptions(request: AccessRequest): Response {
  const { state, context, rights } = request;
  const visible = visibleSubscriptions(rights);
  const rows = rights.index.subscriptions
    .filter(({ subscriptionId }) => visible.has(subscriptionId))
    .map((subscription) => row(request, subscription));
  return Response.json({ ...pageOf(state, context, rows), count: { type: "Total", value: rows.length } });
}
