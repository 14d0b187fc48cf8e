import type { Emulator, LinkRecord, Principal } from "partner-admin-link-emulator";

/** The customer's tenant of the default directory. */
export const tenantId = "11111111-1111-4111-8111-111111111111";

/** Partners of the default directory: two location accounts and a global one. */
export const partner = { partnerId: "123456", name: "Fabrikam Consulting" } as const;
export const otherPartner = { partnerId: "654321", name: "Northwind Services" } as const;
export const globalPartnerId = "123455";

/** A service principal of a test's own: a process remembers tokens and holders by identity. */
export interface Someone {
  readonly tenantId: string;
  readonly objectId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `<tenantId>/<objectId>`: id of its link. */
  readonly id: string;
  /** URN of the resource that declares it. */
  readonly urn: string;
  /** As messages name it. */
  readonly label: string;
}

let count = 0;

/** Adds a service principal that nobody has used before, with the first of its secrets to sign in with. */
export function someone(emulator: Emulator, changes: Partial<Principal> = {}): Someone {
  count += 1;
  const number = String(count).padStart(12, "0");
  const objectId = `33333333-aaaa-4aaa-8aaa-${number}`;
  const clientId = `33333333-cccc-4ccc-8ccc-${number}`;
  const [secret = `not-a-secret-${count}`] = changes.clientSecrets ?? [];
  emulator.addPrincipal(tenantId, {
    name: `someone-${count}`,
    kind: "servicePrincipal",
    objectId,
    clientId,
    clientSecrets: [secret],
    ...changes,
  });
  return {
    tenantId,
    objectId,
    clientId,
    clientSecret: typeof secret === "string" ? secret : secret.value,
    id: `${tenantId}/${objectId}`,
    urn: urnOf(`link-${count}`),
    label: `service principal ${clientId} (object id ${objectId}, tenant ${tenantId})`,
  };
}

/** A user of the customer's tenant, the account that is logged in to the Azure CLI. */
export interface Person {
  readonly tenantId: string;
  readonly objectId: string;
  /** As messages name them. */
  readonly label: string;
  /** Variables that sign them in. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Adds a user whom nobody has seen before. */
export function person(emulator: Emulator): Person {
  count += 1;
  const objectId = `33333333-eeee-4eee-8eee-${String(count).padStart(12, "0")}`;
  const name = `person-${count}@contoso.example`;
  emulator.addPrincipal(tenantId, { name, kind: "user", objectId });
  const environment = emulator.environmentFor({ tenantId, objectId }, { method: "azureCli" });
  return { tenantId, objectId, label: `user ${name} (object id ${objectId}, tenant ${tenantId})`, environment };
}

export function urnOf(name: string): string {
  return `urn:pulumi:production::links::pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink::${name}`;
}

/** Variables that sign somebody in. */
export function environmentOf({ tenantId, clientId, clientSecret }: Someone): Record<string, string> {
  return { ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: clientSecret };
}

/** Links somebody behind everybody's back; null unlinks. */
export function setLink(
  emulator: Emulator,
  { tenantId, objectId }: Pick<Someone, "tenantId" | "objectId">,
  partnerId: string | null,
): void {
  emulator.setLink(tenantId, objectId, partnerId);
}

/** The row of somebody's link. */
export function rowOf(emulator: Emulator, { tenantId, objectId }: Someone): LinkRecord {
  const row = emulator.link(tenantId, objectId);
  if (row === undefined) throw new Error(`${objectId} was never linked`);
  return row;
}

/** Partner that somebody is linked to; undefined when to none. */
export function linkedTo(emulator: Emulator, { tenantId, objectId }: Someone): string | undefined {
  const row = emulator.link(tenantId, objectId);
  return row?.state === "Active" ? row.partnerId : undefined;
}
