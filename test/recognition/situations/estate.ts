import type { Subscription } from "../../../emulator/azure";

export const now = "2026-11-25T09:00:00Z";
/** The identity that signs in, and the directory it signs in to. */
export const me = {
  tenantId: "6a1f0c3e-2b54-4d0e-9c1d-70f2a4b8e901",
  objectId: "c4d7b1a2-9e63-4f58-8a0b-1f2e3d4c5b6a",
} as const;
export const customerTenantId = "0e9d8c7b-6a5f-4e3d-8c2b-1a0f9e8d7c6b";
export const colleague = "5b6a7980-1c2d-4e3f-9a0b-c1d2e3f4a5b6";

export const roles = {
  // Listed: count.
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  userAccessAdministrator: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  supportRequestContributor: "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e",
  // Listed: count, but cannot read role assignments.
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  acrPush: "8311e382-0749-4cb8-b61a-304f252e45ec",
  costManagementContributor: "434105ed-43f6-45c7-a02f-909b2ba83430",
  storageAccountKeyOperator: "81a9662b-bebf-436f-a333-f67b29880f12",
  // Listed: do not count.
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  monitoringReader: "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
  billingReader: "fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64",
  // Listed: do not count and cannot read role assignments.
  storageBlobDataReader: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  costManagementReader: "72fafb9e-0641-4937-9268-a91bfd8191a3",
  // Not in the list.
  roleBasedAccessControlAdministrator: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
  keyVaultAdministrator: "00482a5a-887f-4fb3-b363-3b7fe8e74483",
  tagContributor: "4a9ae827-6dc8-4573-8ac7-8239d42aa03f",
  registrationAssignmentDelete: "91c1777a-f3dc-4fae-b103-61d183457e46",
} as const;
export const custom = "d3b07384-d9a0-4c9b-8f6e-3a1b2c4d5e6f";

const subscription = (digit: string, name: string, more: Partial<Subscription> = {}): Subscription => ({
  subscriptionId: `${digit.repeat(8)}-1111-4222-8333-444455556666`,
  tenantId: me.tenantId,
  name,
  resourceGroups: [
    { name: "app", resources: 3 },
    { name: "data", resources: 2 },
  ],
  cost: 120,
  ...more,
});
export const production = subscription("a", "Production");
export const development = subscription("b", "Development");
export const sandbox = subscription("c", "Sandbox");
export const fabrikam = subscription("d", "Fabrikam", { tenantId: customerTenantId });
export const empty = { resourceGroups: [{ name: "app", resources: 0 }], cost: 0 };
export const soldByCsp = { quotaId: "CSP_2015-05-01" };

export const on = (target: Subscription): string => `/subscriptions/${target.subscriptionId}`;
export const onGroup = (target: Subscription, name = "app"): string => `${on(target)}/resourceGroups/${name}`;
export const onRegistry = (target: Subscription): string =>
  `${onGroup(target)}/providers/Microsoft.ContainerRegistry/registries/images`;
export const onManagementGroup = (name: string): string => `/providers/Microsoft.Management/managementGroups/${name}`;

const landingZones = { name: "landing-zones", tenantId: me.tenantId };
export const managementGroups = [
  landingZones,
  { name: "mg-production", tenantId: me.tenantId, parent: landingZones.name },
  { name: "mg-sandbox", tenantId: me.tenantId },
];
export const managedProduction = { ...production, managementGroup: "mg-production" };
export const managedSandbox = { ...sandbox, managementGroup: "mg-sandbox" };
