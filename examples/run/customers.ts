import type { Directory, Emulator, Identity, Tenant } from "partner-admin-link-emulator";
import type { Customer } from "../../provider/command/customers/customer";
import { fabrikam, partnerId } from "./directory";

/** The partner's application, of which each customer has a service principal. */
const clientId = "22222222-cccc-4ccc-8ccc-000000000009";
const federatedCredentials = [{ subject: "repo:fabrikam/partner-links:ref:refs/heads/main" }];

/** The application at home, as which the pipeline starts. */
export const application: Identity = {
  tenantId: fabrikam.tenantId,
  objectId: "22222222-aaaa-4aaa-8aaa-000000000009",
};

const otherPartnerId = "654321";

const contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";

function guid(kind: string, number: number): string {
  return `${String(number).padStart(8, "0")}-${kind}-4000-8000-${String(number).padStart(12, "0")}`;
}

/** The application's service principal in a customer's tenant. */
function principalIn(number: number): Identity {
  return { tenantId: guid("aaaa", number), objectId: guid("bbbb", number) };
}

/** Name of the row's resource. */
export function linkName(number: number): string {
  return `customer${number}.example-${clientId}`;
}

function rowOf(number: number): Customer {
  return {
    tenantId: principalIn(number).tenantId,
    name: `Customer ${number}`,
    domain: `customer${number}.example`,
    identity: "servicePrincipal",
    clientId,
    partnerId,
    linkedTo: "",
    problem: "",
  };
}

/** Rows that declare so many links, then one that waits for a decision and one whose customer has not consented yet. */
export function customerRows(count: number): readonly Customer[] {
  const rows = Array.from({ length: count }, (_, index) => rowOf(index + 1));
  const undecided = { ...rowOf(count + 1), partnerId: "", linkedTo: otherPartnerId };
  return [...rows, undecided, { ...rowOf(count + 2), problem: "no consent yet" }];
}

function tenantOf(number: number, hasConsented: boolean): Tenant {
  const { tenantId, objectId } = principalIn(number);
  const principal = {
    name: "fabrikam-links",
    kind: "servicePrincipal",
    objectId,
    clientId,
    federatedCredentials,
  } as const;
  const { name, domain } = rowOf(number);
  return { tenantId, name, domain, principals: hasConsented ? [principal] : [] };
}

/** The partner and those customers; the application is a contributor of a subscription in use of each that has consented. */
export function customersDirectory(count: number): Directory {
  const numbers = Array.from({ length: count + 1 }, (_, index) => index + 1);
  const home = { name: "fabrikam-links", kind: "servicePrincipal", clientId, federatedCredentials } as const;
  return {
    tenants: [
      { tenantId: application.tenantId, name: "Fabrikam", principals: [{ ...home, objectId: application.objectId }] },
      ...numbers.map((number) => tenantOf(number, true)),
      tenantOf(count + 2, false),
    ],
    partners: [
      { partnerId, name: "Fabrikam Consulting", account: "location" },
      { partnerId: otherPartnerId, name: "Northwind Services", account: "location" },
    ],
    access: {
      subscriptions: numbers.map((number) => ({
        subscriptionId: guid("dddd", number),
        tenantId: principalIn(number).tenantId,
        name: "Production",
        resourceGroups: [{ name: "web", resources: 3 }],
      })),
      roleAssignments: numbers.map((number) => ({
        tenantId: principalIn(number).tenantId,
        scope: `/subscriptions/${guid("dddd", number)}`,
        roleId: contributor,
        principalId: principalIn(number).objectId,
      })),
    },
  };
}

/** Customers whose link is changed or removed, and one who deletes the service principal. */
export const drifted = [1, 2, 3] as const;
export const deleted = 4;

/** What those customers do behind the partner's back. */
export function changeCustomers(emulator: Emulator): void {
  for (const number of drifted) {
    const { tenantId, objectId } = principalIn(number);
    emulator.setLink(tenantId, objectId, number === 3 ? null : otherPartnerId);
  }
  const { tenantId, objectId } = principalIn(deleted);
  emulator.removePrincipal(tenantId, objectId);
}
