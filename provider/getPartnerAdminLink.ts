import * as pulumi from "@pulumi/pulumi";
import type { Credential, CredentialArgs } from "./credentialArgs";
import { isEngineClient } from "./engineClient";

/** Arguments of {@link getPartnerAdminLink}. */
export interface GetPartnerAdminLinkArgs {
  /** The identity. Default: the one that stack config (`azure-native:*`), then the environment (`ARM_*`) names. */
  credential?: Credential;
}

/** Arguments of {@link getPartnerAdminLinkOutput}. */
export interface GetPartnerAdminLinkOutputArgs {
  /** As in {@link GetPartnerAdminLinkArgs}. */
  credential?: pulumi.Input<CredentialArgs>;
}

/** The link of an identity. */
export interface GetPartnerAdminLinkResult {
  /** Tenant (GUID) of the identity. */
  readonly tenantId: string;
  /** Object id (GUID) of the identity. */
  readonly objectId: string;
  /** Partner ID, digits. */
  readonly partnerId: string;
  /** The partner's name as the service resolves it. */
  readonly partnerName?: string;
  /** Count of writes to the identity's link, deletions included. */
  readonly version?: number;
  /** When the identity was linked for the first time, ISO 8601. */
  readonly createdTime?: string;
  /** When the link was last written, ISO 8601. */
  readonly updatedTime?: string;
}

/**
 * Reads the link of an identity. Under `pulumi.runtime.setMocks` nothing signs in: the mocks' `call` is asked for
 * `pulumi-partner-admin-link:index:getPartnerAdminLink`, with the arguments as inputs.
 *
 * @param args The identity.
 * @returns The link, or undefined when the identity is not linked.
 * @throws PalError `PAL_CONFIG_INVALID`, `PAL_AUTH_FAILED` or `PAL_SERVICE_FAILED`.
 * @example
 * ```ts
 * const link = await getPartnerAdminLink();
 * console.log(link === undefined ? "not linked" : `linked to ${link.partnerId}`);
 * ```
 */
export async function getPartnerAdminLink(
  args: GetPartnerAdminLinkArgs = {},
): Promise<GetPartnerAdminLinkResult | undefined> {
  if (isMocked()) return await askMocks(args);
  // A program that only declares links should not load the Azure SDKs.
  const { lookUpLink } = require("./azure/lookUpLink") as typeof import("./azure/lookUpLink");
  const { identity, live } = await lookUpLink(args.credential, (key) => pulumi.runtime.getConfig(key));
  if (live === undefined) return undefined;
  const { state: _state, ...link } = live;
  return { tenantId: identity.tenantId, objectId: identity.objectId, ...link };
}

/** Token under which the mocks of a test are asked. */
const lookUpToken = "pulumi-partner-admin-link:index:getPartnerAdminLink";

/** Whether the program runs under `pulumi.runtime.setMocks`. */
function isMocked(): boolean {
  const monitor: unknown = pulumi.runtime.getMonitor();
  return typeof monitor === "object" && monitor !== null && !isEngineClient(monitor);
}

/** What the mocks' `call` answers; nothing with a partner ID means that there is no link. */
async function askMocks(args: GetPartnerAdminLinkArgs): Promise<GetPartnerAdminLinkResult | undefined> {
  const answer: unknown = await pulumi.runtime.invoke(lookUpToken, { ...args });
  const link = answer as Partial<GetPartnerAdminLinkResult> | undefined;
  return link?.partnerId === undefined ? undefined : (link as GetPartnerAdminLinkResult);
}

/**
 * Reads the link of an identity, as {@link getPartnerAdminLink} does, for arguments that may be outputs.
 *
 * @param args The identity.
 * @returns An output, which is not a secret even if the credential is one.
 * @throws PalError As {@link getPartnerAdminLink}; the program fails with it.
 */
export function getPartnerAdminLinkOutput(
  args: GetPartnerAdminLinkOutputArgs = {},
): pulumi.Output<GetPartnerAdminLinkResult | undefined> {
  const found = pulumi.output(args).apply((known) => getPartnerAdminLink(known as GetPartnerAdminLinkArgs));
  // A secret to sign in with does not make what is found a secret.
  return pulumi.unsecret(found);
}
