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
