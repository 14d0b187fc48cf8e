import { credentialSettings } from "../azure/credentialSettings";
import { tenantsOf } from "./tenantsOf";
import type { Tenant, TenantsOptions } from "./types";

/**
 * Lists the directories that an identity can sign in to, with their names where Azure tells them. A service principal has
 * one, its own; a user also has those where the user is a guest.
 *
 * @param options The identity.
 * @throws PalError `PAL_CONFIG_INVALID`, `PAL_AUTH_FAILED` or `PAL_SERVICE_FAILED`.
 * @example
 * ```ts
 * for (const { tenantId, displayName } of await getTenants()) console.log(tenantId, displayName);
 * ```
 */
export async function getTenants(options: TenantsOptions = {}): Promise<Tenant[]> {
  return await tenantsOf(credentialSettings(options.credential));
}
