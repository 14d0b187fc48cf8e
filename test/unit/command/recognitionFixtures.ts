import type { Assignment, Reason, Recognition, SubscriptionResult } from "../../../provider/recognition/types";
import { clientId, declared, objectId, tenantId } from "../fixtures";

const supportRequestContributor = "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e";
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

export function subscriptionId(number: number): string {
  return `dddddddd-0000-4000-8000-00000000000${number}`;
}

/** A subscription that is covered and used. */
export function subscription(number: number, change: Partial<SubscriptionResult> = {}): SubscriptionResult {
  return {
    subscriptionId: subscriptionId(number),
    displayName: ["", "Shop", "Data", "Sandbox", "Archive", "Landing zone"][number] ?? `Subscription ${number}`,
    tenantId,
    state: "Enabled",
    delegated: false,
    role: "yes",
    usage: { known: "yes", source: "resources" },
    ...change,
  };
}

/** Support Request Contributor on a subscription, for good. */
export function assignment(number: number, change: Partial<Assignment> = {}): Assignment {
  return {
    scope: `/subscriptions/${subscriptionId(number)}`,
    scopeType: "subscription",
    roleId: supportRequestContributor,
    roleName: "Support Request Contributor",
    roleType: "BuiltIn",
    via: "direct",
    principalId: objectId,
    assignmentType: "assigned",
    counts: "counts",
    ...change,
  };
}

export const readerRole = { roleId: reader, roleName: "Reader", counts: "doesNotCount" } as const;

/** A service principal that is linked as declared, and covers one subscription. */
export function recognition(change: Partial<Recognition> = {}): Recognition {
  return {
    schemaVersion: 1,
    checkedAt: "2026-11-25T10:00:00.000Z",
    identity: { tenantId, objectId, clientId, kind: "servicePrincipal", name: clientId },
    tenant: { tenantId, displayName: "Contoso", defaultDomain: "contoso.com", tenantCategory: "Home" },
    link: {
      linked: "yes",
      partnerId: declared,
      partnerName: "Fabrikam Consulting",
      createdTime: "2026-01-12T08:00:00.000Z",
      updatedTime: "2026-03-02T08:00:00.000Z",
    },
    subscriptions: [subscription(1)],
    assignments: [assignment(1)],
    verdict: { status: "expected", reasons: [] },
    looked: [
      { what: "subscriptions", status: "complete" },
      { what: "roleAssignmentScheduleInstances", status: "complete" },
      { what: "resourceGraph", status: "complete" },
    ],
    roleList: { source: "Microsoft", date: "2020-05-04", count: 122 },
    requests: 5,
    ...change,
  };
}

function reason(id: string, number: number | undefined, text: string, remedy = ""): Reason {
  return { id, ...(number === undefined ? {} : { subscriptionId: subscriptionId(number) }), text, remedy };
}

const addRole = `Assign Support Request Contributor (${supportRequestContributor}) at the scope of your work.`;

/** Five subscriptions, each in a state of its own. */
export const mixed: Recognition = recognition({
  subscriptions: [
    subscription(1),
    subscription(2, { role: "partly" }),
    subscription(3, { role: "no", usage: { known: "unknown" } }),
    subscription(4, { state: "Disabled", usage: { known: "no", source: "state" } }),
    subscription(5, { role: "unknown", delegated: true, usage: { known: "unknown" } }),
  ],
  assignments: [
    assignment(1),
    assignment(1, readerRole),
    assignment(2, {
      scope: `/subscriptions/${subscriptionId(2)}/resourceGroups/rg-warehouse`,
      scopeType: "resourceGroup",
      scopeName: "rg-warehouse",
      roleName: "Contributor",
      via: "group",
    }),
    assignment(3, readerRole),
    assignment(4, { roleName: "Owner" }),
  ],
  verdict: {
    status: "partly",
    reasons: [
      reason(
        "partOfSubscription",
        2,
        "The role that counts covers a resource group only.",
        "Assign it at the subscription where the partner works on all of it.",
      ),
      reason("onlyRolesThatDoNotCount", 3, "None of its roles counts: Reader.", addRole),
      reason("subscriptionNotEnabled", 4, "The subscription is disabled."),
      reason(
        "rolesNotVisible",
        5,
        "Its roles could not be read.",
        "Allow Microsoft.Authorization/permissions/read, or let the customer look.",
      ),
    ],
  },
  looked: [
    { what: "subscriptions", status: "complete" },
    { what: "resourceGraph", status: "complete" },
    { what: "permissions", status: "partial", why: "403 AuthorizationFailed for 1 subscription" },
  ],
});

/** A user without a link, in a directory that tells no name. */
export const notLinked: Recognition = recognition({
  identity: { tenantId, objectId, kind: "user", name: "anna@contoso.com" },
  tenant: { tenantId },
  link: { linked: "no", expectedPartnerId: declared },
  subscriptions: [subscription(1), subscription(2, { role: "no" })],
  assignments: [assignment(1), assignment(2, readerRole)],
  verdict: {
    status: "notExpected",
    reasons: [
      reason("notLinked", undefined, "The identity is linked to no partner.", "Declare the link and run `pulumi up`."),
      reason("onlyRolesThatDoNotCount", 2, "None of its roles counts: Reader.", addRole),
    ],
  },
});

/** A service principal whose roles could not be read anywhere. */
export const unknown: Recognition = recognition({
  subscriptions: [1, 2].map((number) => subscription(number, { role: "unknown", usage: { known: "unknown" } })),
  assignments: [],
  verdict: {
    status: "unknown",
    reasons: [1, 2].map((number) =>
      reason(
        "rolesNotVisible",
        number,
        "Its roles could not be read.",
        "Allow Microsoft.Authorization/roleAssignments/read, for instance by Reader.",
      ),
    ),
  },
  looked: [
    { what: "subscriptions", status: "complete" },
    { what: "roleAssignmentScheduleInstances", status: "failed", why: "400 AadPremiumLicenseRequired" },
    { what: "resourceGraph", status: "failed", why: "403 AccessDenied" },
    { what: "permissions", status: "failed", why: "403 AuthorizationFailed" },
  ],
});
