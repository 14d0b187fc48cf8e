import * as pulumi from "@pulumi/pulumi";

/**
 * The identity to link, with the field names of azure-native's Provider. A block stands alone: nothing but the
 * cloud and OIDC endpoint settings is filled in from stack config or environment.
 */
export interface CredentialArgs {
  /** Tenant (GUID or domain name) in which the identity signs in. */
  tenantId?: pulumi.Input<string>;
  /** Application (client) ID. */
  clientId?: pulumi.Input<string>;
  /** Secret of the application. Encrypted in state. */
  clientSecret?: pulumi.Input<string>;
  /** Cloud: `public` (default), `usgovernment` or `china`. */
  environment?: pulumi.Input<string>;
  /** Host that describes any other cloud at `/metadata/endpoints`; wins over `environment`. */
  metadataHost?: pulumi.Input<string>;
  /** Does not ask Microsoft whether the cloud's login host is genuine; for clouds without a way to Microsoft. */
  disableInstanceDiscovery?: pulumi.Input<boolean>;
}

const secretFields = ["clientSecret", "clientCertificatePassword", "oidcToken", "oidcRequestToken"];

/** The block with its secrets marked, so that the engine encrypts them wherever it keeps the block. */
export function markSecrets(
  credential: pulumi.Input<CredentialArgs> | undefined,
): pulumi.Input<CredentialArgs> | undefined {
  if (credential === undefined) return undefined;
  if (pulumi.Output.isInstance(credential) || credential instanceof Promise)
    return pulumi.output(credential).apply(mark);
  return mark(credential);
}

function mark(block: CredentialArgs | pulumi.Unwrap<CredentialArgs>): CredentialArgs {
  const fields = Object.entries(block).map(([key, value]): [string, unknown] => {
    return [key, secretFields.includes(key) && value !== undefined ? pulumi.secret(value) : value];
  });
  return Object.fromEntries(fields);
}

interface Dependent {
  allResources?(): Promise<Set<pulumi.Resource>>;
}

/** Whether another resource makes any part of the credential: only then is a refusal worth waiting out. */
export async function comesFromResource(
  credential: pulumi.Input<CredentialArgs> | undefined,
): Promise<boolean | undefined> {
  if (credential === undefined) return undefined;
  const resources = await (pulumi.output(credential) as unknown as Dependent).allResources?.();
  return resources !== undefined && resources.size > 0 ? true : undefined;
}
