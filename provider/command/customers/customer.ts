/** Columns of `customers.csv`, in order. */
export const customerColumns = [
  "tenantId",
  "name",
  "domain",
  "identity",
  "clientId",
  "partnerId",
  "linkedTo",
  "problem",
] as const;

/** How the identity of a row signs in. */
export const identityKinds = ["azureCli", "servicePrincipal", "managedIdentity"] as const;

export type IdentityKind = (typeof identityKinds)[number];

/** One identity in one customer's directory: a row of `customers.csv`. What is not known is empty. */
export interface Customer {
  /** GUID in lower case. */
  readonly tenantId: string;
  /** For people. */
  readonly name: string;
  readonly domain: string;
  readonly identity: IdentityKind;
  /** Application (client) ID in lower case: of a service principal, or of a user-assigned managed identity. */
  readonly clientId: string;
  /** Partner that the identity is to be linked to. */
  readonly partnerId: string;
  /** Partner that it was linked to when the row was written. */
  readonly linkedTo: string;
  /** Why the directory could not be entered. */
  readonly problem: string;
}

/** Whether the program declares the link of a row. */
export function isDeclared({ partnerId, problem }: Pick<Customer, "partnerId" | "problem">): boolean {
  return partnerId !== "" && problem === "";
}

/** Name of the row's resource: the domain, which is readable and rarely changes, and the client ID of an application. */
export function resourceName({
  tenantId,
  domain,
  identity,
  clientId,
}: Pick<Customer, "tenantId" | "domain" | "identity" | "clientId">): string {
  const directory = domain === "" ? tenantId : domain;
  const whose = clientId === "" && identity !== "azureCli" ? identity : clientId;
  return (whose === "" ? directory : `${directory}-${whose}`).toLowerCase();
}
