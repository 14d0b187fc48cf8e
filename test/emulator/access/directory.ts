import type { Access, Emulator, Identity, RoleAssignment } from "../../../emulator/azure";
import { customerTenant, json, outcome, partnerTenant, sendAs, type PlainAnswer } from "../http";

export const roles = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  supportRequestContributor: "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e",
  costManagementReader: "72fafb9e-0641-4937-9268-a91bfd8191a3",
  storageAccountContributor: "17d1049b-9a84-46fb-8f53-869881c3d3ab",
  storageBlobDataOwner: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
  queueDataMessageSender: "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  keyVaultAdministrator: "00482a5a-887f-4fb3-b363-3b7fe8e74483",
  /** A custom role of the customer that reads everything but role assignments. */
  auditor: "99999999-0000-4000-8000-000000000001",
} as const;

/** Principals of the built-in directory. */
export const user = { tenantId: customerTenant, objectId: "11111111-aaaa-4aaa-8aaa-000000000002" } as const;
export const pipeline = { tenantId: customerTenant, objectId: "11111111-aaaa-4aaa-8aaa-000000000003" } as const;
export const manager = { tenantId: partnerTenant, objectId: "22222222-aaaa-4aaa-8aaa-000000000001" } as const;

/** The inner group is a member of the outer one; {@link user} is in the inner one. */
export const innerGroup = "aaaaaaaa-0000-4000-8000-000000000001";
export const outerGroup = "aaaaaaaa-0000-4000-8000-000000000002";

export const production = "aaaaaaaa-1111-4111-8111-000000000001";
export const sandbox = "aaaaaaaa-1111-4111-8111-000000000002";

export const atRoot = "/";
export const atGroup = (name: string) => `/providers/Microsoft.Management/managementGroups/${name}`;
export const atSubscription = (id: string) => `/subscriptions/${id}`;
export const atWeb = `/subscriptions/${production}/resourceGroups/web`;
export const atAccount = `/subscriptions/${production}/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/logs`;

/** Two subscriptions of the customer, one of them two management groups below the root, and no role for anyone. */
export const estate = {
  managementGroups: [
    { name: "landing", tenantId: customerTenant, displayName: "Landing zones", parent: "platform" },
    { name: "platform", tenantId: customerTenant },
  ],
  subscriptions: [
    {
      subscriptionId: production,
      tenantId: customerTenant,
      name: "Production",
      managementGroup: "landing",
      resourceGroups: [
        { name: "web", resources: 3 },
        { name: "data", resources: 2, resourceType: "Microsoft.Storage/storageAccounts" },
      ],
      cost: 12.5,
    },
    {
      subscriptionId: sandbox,
      tenantId: customerTenant,
      name: "Sandbox",
      state: "Disabled",
      quotaId: "CSP_2015-05-01",
      resourceGroups: [{ name: "lab", resources: 1 }],
      cost: 3,
    },
  ],
  groups: [
    { tenantId: customerTenant, objectId: innerGroup, name: "Operators", members: [user.objectId] },
    { tenantId: customerTenant, objectId: outerGroup, name: "Partners", members: [innerGroup] },
  ],
  customRoles: [
    {
      roleId: roles.auditor,
      tenantId: customerTenant,
      name: "Auditor",
      actions: ["*/read"],
      notActions: ["microsoft.authorization/ROLEASSIGNMENTS/read"],
    },
  ],
} as const satisfies Access;

/** A role of {@link user} unless another principal is named. */
export function assign(scope: string, roleId: string, more: Partial<RoleAssignment> = {}): RoleAssignment {
  return { scope, roleId, tenantId: customerTenant, principalId: user.objectId, ...more };
}

export function estateWith(...roleAssignments: readonly RoleAssignment[]): Access {
  return { ...estate, roleAssignments };
}

export function get(emulator: Emulator, path: string, identity: Identity = user): Promise<PlainAnswer> {
  return sendAs(emulator, identity, { path });
}

export function post(emulator: Emulator, path: string, body: unknown, identity: Identity = user): Promise<PlainAnswer> {
  const headers = { "content-type": "application/json" };
  return sendAs(emulator, identity, { method: "POST", path, headers, body: JSON.stringify(body) });
}

export interface Row {
  readonly [name: string]: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Rows of a list. */
export function rowsOf(answer: PlainAnswer): readonly Row[] {
  return (json(answer) as { value: Row[] }).value;
}

/** What an answer is: its error, or one text for each of its rows. */
export function outcomeOf(answer: PlainAnswer, show: (row: Row) => unknown): unknown {
  return answer.status === 200 ? rowsOf(answer).map(show) : outcome(answer);
}

export const paths = {
  subscriptions: "/subscriptions?api-version=2022-12-01",
  active:
    "/providers/Microsoft.Authorization/roleAssignmentScheduleInstances?api-version=2020-10-01&$filter=asTarget()",
  eligible:
    "/providers/Microsoft.Authorization/roleEligibilityScheduleInstances?api-version=2020-10-01&$filter=asTarget()",
  assignments: (scope: string, objectId: string = user.objectId) =>
    `${scope}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=assignedTo('${objectId}')`,
  role: (roleId: string) => `/providers/Microsoft.Authorization/roleDefinitions/${roleId}?api-version=2022-04-01`,
  permissions: (id: string) =>
    `/subscriptions/${id}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
  graph: "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01",
  delegations: (id: string, more = "&$expandRegistrationDefinition=true") =>
    `/subscriptions/${id}/providers/Microsoft.ManagedServices/registrationAssignments?api-version=2022-10-01${more}`,
  cost: (id: string) => `/subscriptions/${id}/providers/Microsoft.CostManagement/query?api-version=2025-03-01`,
} as const;

export const queries = {
  resources:
    "resources | summarize resources = count() by subscriptionId | order by subscriptionId asc | project id = subscriptionId, subscriptionId, resources",
  assignments: (objectId: string = user.objectId) =>
    `authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | where properties.principalId =~ '${objectId}' | order by id asc | project id, properties`,
} as const;

export const costQuery = {
  type: "ActualCost",
  timeframe: "MonthToDate",
  dataset: {
    granularity: "None",
    aggregation: { totalCost: { name: "Cost", function: "Sum" } },
    grouping: [{ type: "Dimension", name: "SubscriptionId" }],
  },
} as const;
