import { defaultDirectory, type Directory, type Identity, type Principal } from "partner-admin-link-emulator";
import type { Declared } from "./declaration";

/** Principals that take the place of others in their tenant: each is one that somebody has deleted and made again. */
const successors: readonly Principal[] = [
  {
    name: "contoso-deploy-anew",
    kind: "servicePrincipal",
    objectId: "11111111-aaaa-4aaa-8aaa-000000000011",
    clientId: "11111111-cccc-4ccc-8ccc-000000000011",
    clientSecrets: ["not-a-secret-contoso-deploy-anew"],
  },
  {
    name: "contoso-pipeline-anew",
    kind: "managedIdentity",
    objectId: "11111111-aaaa-4aaa-8aaa-000000000013",
    clientId: "11111111-cccc-4ccc-8ccc-000000000013",
  },
];

/** The emulator's own directory, and those successors in its first tenant. */
export const directory: Directory = {
  ...defaultDirectory,
  tenants: defaultDirectory.tenants.map((tenant, index) =>
    index === 0 ? { ...tenant, principals: [...tenant.principals, ...successors] } : tenant,
  ),
};

interface KnownIdentity extends Identity {
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Service principals of the directory, by name. */
const servicePrincipals: readonly KnownIdentity[] = directory.tenants.flatMap(({ tenantId, principals }) =>
  principals.flatMap(({ name, objectId, clientId, clientSecrets = [] }) => {
    const [clientSecret] = clientSecrets;
    if (clientId === undefined || typeof clientSecret !== "string") return [];
    return [{ tenantId, name, objectId, clientId, clientSecret }];
  }),
);

function servicePrincipal(name: string): KnownIdentity {
  const found = servicePrincipals.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`the directory has no service principal ${name} with a secret`);
  return found;
}

/** Tenant and object id of a principal. */
export function identityOf(name: string): Identity {
  const identities = directory.tenants.flatMap(({ tenantId, principals }) =>
    principals.filter((principal) => principal.name === name).map(({ objectId }) => ({ tenantId, objectId })),
  );
  const [found] = identities;
  if (found === undefined) throw new Error(`the directory has no principal ${name}`);
  return found;
}

/** The secret that a service principal signs in with. */
export function secretOf(name: string): string {
  return servicePrincipal(name).clientSecret;
}

/** Subject of the tokens that a pipeline signs in as that principal with. */
export function subjectOf(name: string): string {
  const principals = directory.tenants.flatMap((tenant) => tenant.principals);
  const subject = principals.find((principal) => principal.name === name)?.federatedCredentials?.[0]?.subject;
  if (subject === undefined) throw new Error(`the directory has no principal ${name} with a federated credential`);
  return subject;
}

/** Id of a principal's link. */
export function linkIdOf(name: string): string {
  const { tenantId, objectId } = identityOf(name);
  return `${tenantId}/${objectId}`;
}

/** Name of the principal with that object id, for people. */
export function nameOfIdentity(objectId?: string): string {
  const principals = directory.tenants.flatMap((tenant) => tenant.principals);
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
  directory.tenants.flatMap(({ tenantId, name: tenant, principals }) => [
    [tenantId, `tenant ${tenant}`],
    ...principals.flatMap(({ name, objectId, clientId }): [string, string][] => [
      [objectId, `object ${name}`],
      ...(clientId === undefined ? [] : [[clientId, `client ${name}`] satisfies [string, string]]),
    ]),
  ]),
);

/** A secret that takes the place of the first one. */
export const rotatedSecret = "rotated-emulator-secret";

/** Every secret of the directory, by what a recording calls it. */
export const secretNames: Readonly<Record<string, string>> = {
  "rotated secret": rotatedSecret,
  ...Object.fromEntries(servicePrincipals.map(({ name, clientSecret }) => [`secret ${name}`, clientSecret])),
};
