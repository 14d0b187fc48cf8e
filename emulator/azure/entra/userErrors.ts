import type { Tenant } from "../types";
import { azureCliClientId } from "../tokens";
import { entraError } from "./errors";

const azureCli = `'${azureCliClientId}'(Microsoft Azure CLI)`;
/** Azure Resource Manager, by the id it has in every tenant. */
const resourceManagerId = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

/** Errors of a user's refresh token, as Entra numbers and words them. */
export const userErrors = {
  expiredToken: () =>
    entraError(
      700082,
      400,
      "invalid_grant",
      "The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00.",
      "bad_token",
    ),
  disabled: () => entraError(50057, 400, "invalid_grant", "The user account is disabled."),
  deleted: (home: string) =>
    entraError(500341, 400, "invalid_grant", `The user account has been deleted from the ${home} directory.`),
  noGuest: (name: string, issuer: string, tenant: Tenant) =>
    entraError(
      50020,
      400,
      "invalid_grant",
      `User account '${name}' from identity provider '${issuer}' does not exist in tenant '${tenant.name}' and cannot access the application ${azureCli} in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.`,
    ),
  mfaRequired: () =>
    entraError(
      50076,
      400,
      "invalid_grant",
      `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resourceManagerId}'.`,
      "basic_action",
    ),
  consentRequired: () =>
    entraError(
      65001,
      400,
      "invalid_grant",
      `The user or administrator has not consented to use the application with ID '${azureCliClientId}' named 'Microsoft Azure CLI'. Send an interactive authorization request for this user and resource.`,
      "consent_required",
    ),
} as const;
