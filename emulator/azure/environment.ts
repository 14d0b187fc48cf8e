import type { DirectoryStore } from "./directoryStore";
import type { Identity } from "./types";

/** Variables that lead clients to the emulator, and keep managed identity probes on loopback. */
export function emulatorEnvironment(url: string, caCertificatePath: string): Readonly<Record<string, string>> {
  return {
    NODE_EXTRA_CA_CERTS: caCertificatePath,
    ARM_METADATA_HOSTNAME: new URL(url).host,
    ARM_DISABLE_INSTANCE_DISCOVERY: "true",
    AZURE_AUTHORITY_HOST: url,
    AZURE_POD_IDENTITY_AUTHORITY_HOST: url,
  };
}

/**
 * Variables that sign a service principal in with its client secret.
 *
 * @throws Error when there is no such principal or it has no client secret.
 */
export function credentialEnvironment(
  directory: DirectoryStore,
  { tenantId, objectId }: Identity,
): Readonly<Record<string, string>> {
  const tenant = directory.tenant(tenantId);
  const principal = directory.principal(tenantId, objectId);
  if (tenant === undefined || principal === undefined) {
    throw new Error(`The directory has no principal ${objectId} in tenant ${tenantId}.`);
  }
  const clientSecret = directory.usableSecret(principal);
  if (principal.clientId === undefined || clientSecret === undefined) {
    throw new Error(`${principal.name} (${principal.kind}) has no client secret to sign in with.`);
  }
  return { ARM_TENANT_ID: tenant.tenantId, ARM_CLIENT_ID: principal.clientId, ARM_CLIENT_SECRET: clientSecret };
}
