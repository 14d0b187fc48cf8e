/**
 * What a link can be expected to count for, for any program on Node.js.
 *
 * @module pulumi-partner-admin-link/recognition
 */

export { checkRecognition } from "./checkRecognition";
export { getTenants } from "./getTenants";
export { findListedRole } from "./roleList";
export type { Credential } from "../credentialArgs";
export type { PalError, PalErrorCode } from "../errors";
export type {
  Assignment,
  CheckOptions,
  Known,
  ListedRole,
  Looked,
  Reason,
  ReasonId,
  Recognition,
  RoleEligibility,
  Status,
  SubscriptionResult,
  Tenant,
  TenantsOptions,
} from "./types";
