/**
 * The resource and the look-up, for Pulumi programs.
 *
 * @module pulumi-partner-admin-link
 */

export type { ExpectArgs, PartnerAdminLinkArgs, PartnerAdminLinkState } from "./args";
export type { Credential, CredentialArgs } from "./credentialArgs";
export type { PalError, PalErrorCode } from "./errors";
export { getPartnerAdminLink, getPartnerAdminLinkOutput } from "./getPartnerAdminLink";
export type {
  GetPartnerAdminLinkArgs,
  GetPartnerAdminLinkOutputArgs,
  GetPartnerAdminLinkResult,
} from "./getPartnerAdminLink";
export { PartnerAdminLink } from "./partnerAdminLink";
