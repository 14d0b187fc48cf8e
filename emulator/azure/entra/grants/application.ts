import type { EmulatorState } from "../../state";
import type { Principal, Tenant } from "../../types";
import { entraErrors, type EntraError } from "../errors";

/**
 * The application a client id names in a tenant, as far as the directory has heard of it and lets it sign in. Every
 * grant by which an application signs in for itself starts here.
 */
export function findApplication(
  state: EmulatorState,
  tenant: Tenant,
  clientId: string,
): { readonly application: Principal } | { readonly refused: EntraError } {
  const application = state.directory.application(tenant.tenantId, clientId);
  if (application === undefined || !state.directory.hasPropagated(tenant.tenantId, application)) {
    return { refused: entraErrors.unknownApplication(clientId, tenant.name) };
  }
  if (application.disabled === true) {
    return { refused: entraErrors.disabledApplication(clientId, application.name) };
  }
  return { application };
}
