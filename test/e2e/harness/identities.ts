import { defaultDirectory, type Identity } from "partner-admin-link-emulator";
import type { Declared } from "./declaration";

interface KnownIdentity extends Identity {
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Service principals of the default directory, by name. */
const servicePrincipals: readonly KnownIdentity[] = defaultDirectory.tenants.flatMap(({ tenantId, principals }) =>
  principals.flatMap(({ name, objectId, clientId, clientSecrets = [] }) => {
    const [clientSecret] = clientSecrets;
    if (clientId === undefined || typeof clientSecret !== "string") return [];
    return [{ tenantId, name, objectId, clientId, clientSecret }];
  }),
);

function servicePrincipal(name: string): KnownIdentity {
  const found = servicePrincipals.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`the default directory has no service principal ${name} with a secret`);
  return found;
}

/** Tenant and object id of a service principal. */
export function identityOf(name: string): Identity {
  const { tenantId, objectId } = servicePrincipal(name);
  return { tenantId, objectId };
}

/** The secret that a service principal signs in with. */
export function secretOf(name: string): string {
  return servicePrincipal(name).clientSecret;
}

/** Id of a service principal's link. */
export function linkIdOf(name: string): string {
  const { tenantId, objectId } = servicePrincipal(name);
  return `${tenantId}/${objectId}`;
}

/** Name of the principal with that object id, for people. */
export function nameOfIdentity(objectId?: string): string {
  const principals = defaultDirectory.tenants.flatMap((tenant) => tenant.principals);
  return principals.find((principal) => principal.objectId === objectId)?.name ?? "(nobody)";
}

/** The `credential` block of a service principal. */
export function credentialOf(name: string): Readonly<Record<string, Declared>> {
  const { tenantId, clientId, clientSecret } = servicePrincipal(name);
  return { tenantId, clientId, clientSecret: { $secret: clientSecret } };
}

/** The environment variables with which a service principal signs in. */
export function environmentOf(name: string): Readonly<Record<string, string>> {
  const { tenantId, clientId, clientSecret } = servicePrincipal(name);
  return { ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: clientSecret };
}

/** Every GUID of the directory, with a name for it. */
export const knownGuids: ReadonlyMap<string, string> = new Map(
  defaultDirectory.tenants.flatMap(({ tenantId, name: tenant, principals }) => [
    [tenantId, `tenant ${tenant}`],
    ...principals.flatMap(({ name, objectId, clientId }): [string, string][] => [
      [objectId, `object ${name}`],
      ...(clientId === undefined ? [] : [[clientId, `client ${name}`] satisfies [string, string]]),
    ]),
  ]),
);

/** A secret that takes the place of the first one. */
export const rotatedSecret = "rotated-emulator-secret";

/** Secrets that no transcript may hold. */
export const secrets: readonly string[] = [rotatedSecret, ...servicePrincipals.map(({ clientSecret }) => clientSecret)];
