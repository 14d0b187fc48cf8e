import type { EmulatorState } from "../state";
import type { Tenant } from "../types";
import { guidPattern } from "../validate";
import { entraErrors, type EntraError } from "./errors";

const domainName = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Names that stand for no tenant in particular. */
export const sharedAuthorities: readonly string[] = ["common", "organizations", "consumers"];

/** The tenant a sign-in URL names. */
export function findTenant(
  state: EmulatorState,
  name: string,
): { readonly tenant: Tenant } | { readonly refused: EntraError } {
  if (sharedAuthorities.includes(name.toLowerCase())) {
    return { refused: entraErrors.noTenant() };
  }
  const tenant = state.directory.tenant(name);
  if (tenant !== undefined) {
    return { tenant };
  }
  const isPlausible = guidPattern.test(name) || domainName.test(name);
  return { refused: isPlausible ? entraErrors.unknownTenant(name) : entraErrors.invalidTenant(name) };
}
