import * as pulumi from "@pulumi/pulumi";
import { secretFields } from "./azure/settings";

/**
 * The identity to link, with the field names of azure-native's Provider. A block stands alone: nothing but the
 * cloud and the OpenID Connect endpoint is filled in from stack config or environment. It names one way to sign in:
 * `clientSecret`, `clientCertificatePath`, OpenID Connect, `useMsi`, `useCli` or `useDefaultAzureCredential`.
 *
 * @example
 * ```ts
 * credential: { tenantId, clientId, clientSecret: config.requireSecret("clientSecret") }
 * credential: { tenantId, clientId, useOidc: true } // GitHub Actions with `permissions: id-token: write`
 * credential: { useMsi: true, clientId } // user-assigned managed identity
 * ```
 */
export interface CredentialArgs {
  /** Tenant (GUID or domain name) in which the identity signs in. */
  tenantId?: pulumi.Input<string>;
  /** Application (client) ID; of a user-assigned managed identity too. */
  clientId?: pulumi.Input<string>;
  /** Secret of the application. Encrypted in state. */
  clientSecret?: pulumi.Input<string>;
  /** File with the application's certificate and private key, PEM or PFX. Read at each sign-in. */
  clientCertificatePath?: pulumi.Input<string>;
  /** Password of that file. Encrypted in state. */
  clientCertificatePassword?: pulumi.Input<string>;
  /** Signs in by OpenID Connect, with `oidcRequestUrl` and `oidcRequestToken` of the pipeline when no token is given. */
  useOidc?: pulumi.Input<boolean>;
  /** ID token for OpenID Connect. Never stored: a refresh or destroy takes it from stack config or environment. */
  oidcToken?: pulumi.Input<string>;
  /** File with the ID token, read again at each sign-in. */
  oidcTokenFilePath?: pulumi.Input<string>;
  /** URL that gives an ID token. Default: GitHub Actions' own. */
  oidcRequestUrl?: pulumi.Input<string>;
  /** Bearer token for that URL. Default: GitHub Actions' own. Never stored. */
  oidcRequestToken?: pulumi.Input<string>;
  /** Audience to ask of that URL. Default: `api://AzureADTokenExchange`. */
  oidcAudience?: pulumi.Input<string>;
  /** Signs in as the machine's managed identity: system-assigned, or the one of `clientId`. */
  useMsi?: pulumi.Input<boolean>;
  /** Signs in as the account that is logged in to the Azure CLI, in `tenantId` when given. */
  useCli?: pulumi.Input<boolean>;
  /** Subscription (GUID) whose account of the Azure CLI signs in, where `tenantId` is not given. */
  subscriptionId?: pulumi.Input<string>;
  /** Leaves the choice to DefaultAzureCredential of `@azure/identity` and its `AZURE_*` variables. */
  useDefaultAzureCredential?: pulumi.Input<boolean>;
  /** Further tenants (GUIDs) that the identity may sign in to. A link does not need them. */
  auxiliaryTenantIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** Cloud: `public` (default), `usgovernment` or `china`. */
  environment?: pulumi.Input<string>;
  /** Host that describes any other cloud at `/metadata/endpoints`; wins over `environment`. */
  metadataHost?: pulumi.Input<string>;
  /** Does not ask Microsoft whether the cloud's login host is genuine; for clouds without a way to Microsoft. */
  disableInstanceDiscovery?: pulumi.Input<boolean>;
}

/** A {@link CredentialArgs} whose values are known, as it is read from configuration. */
export type Credential = pulumi.Unwrap<CredentialArgs>;

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
  // An output may turn out to be nothing, whatever its type says; the check answers that.
  const given: unknown = block;
  if (typeof given !== "object" || given === null) return block;
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
