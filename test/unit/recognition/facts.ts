import type { ProvedRole } from "../../../provider/recognition/bounds";
import type { Facts, RoleRow, Subscription } from "../../../provider/recognition/facts";
import { parseScope, type Scope } from "../../../provider/recognition/scopes";

export const tenantId = "11111111-1111-4111-8111-111111111111";
export const objectId = "11111111-aaaa-4aaa-8aaa-000000000001";
export const otherId = "11111111-aaaa-4aaa-8aaa-000000000002";
export const now = Date.parse("2026-11-25T09:00:00Z");

export const contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
export const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
export const acrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
export const custom = "d3b07384-d9a0-4c9b-8f6e-3a1b2c4d5e6f";

export const pullActions = { actions: ["Microsoft.ContainerRegistry/registries/pull/read"] };

export const production: Subscription = {
  subscriptionId: "aaaaaaaa-1111-4222-8333-444455556666",
  tenantId,
  displayName: "Production",
  state: "Enabled",
  quotaId: "PayAsYouGo_2014-09-01",
};
export const delegated: Subscription = { ...production, tenantId: otherId, displayName: "Fabrikam" };
export const atProduction = `/subscriptions/${production.subscriptionId}`;
export const atGroup = (name: string) => `/providers/Microsoft.Management/managementGroups/${name}`;

export function scopeOf(path: string): Scope {
  const scope = parseScope(path);
  if (scope === undefined) throw new Error(`${path} is no scope`);
  return scope;
}

export function row(roleId: string, scope: string, more: Partial<RoleRow> = {}): RoleRow {
  return { scope: scopeOf(scope), roleId, principalId: objectId, isActivated: false, ...more };
}

export function proved(more: Partial<ProvedRole> = {}): ProvedRole {
  return {
    place: "atOrAbove",
    roleId: contributor,
    name: "Contributor",
    worth: "counts",
    lasts: "always",
    isEndKnown: true,
    isOnResource: false,
    ...more,
  };
}

export function facts(kind: "user" | "servicePrincipal", more: Partial<Facts> = {}): Facts {
  return {
    subject: { tenantId, objectId, kind, label: "user adele" },
    now,
    link: { partnerId: "123456" },
    subscriptions: [production],
    active: { failure: "not here" },
    sources: new Map(),
    ...more,
  };
}
