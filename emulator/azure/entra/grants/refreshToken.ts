import type { EmulatorState } from "../../state";
import { issuerOf } from "../../tokens";
import type { Principal, Tenant } from "../../types";
import type { EntraError } from "../errors";
import { userErrors } from "../userErrors";
import type { Grant } from "./grant";

function refusedUser(user: Principal): EntraError | undefined {
  if (user.disabled === true) {
    return userErrors.disabled();
  }
  if (user.mfaRequired === true) {
    return userErrors.mfaRequired();
  }
  return user.consentRequired === true ? userErrors.consentRequired() : undefined;
}

function findUser(
  state: EmulatorState,
  tenant: Tenant,
  token: string,
): { readonly user: Principal } | { readonly refused: EntraError } {
  const home = state.refreshTokens.home(token);
  if (home === undefined) {
    return { refused: userErrors.expiredToken() };
  }
  const atHome = state.refreshTokens.userIn(home.tenantId, home);
  const homeTenant = state.directory.tenant(home.tenantId);
  // A guest's home need not be in the directory; where it is, the user must still be there.
  if (homeTenant !== undefined && atHome === undefined) {
    return { refused: userErrors.deleted(homeTenant.name) };
  }
  const user = state.refreshTokens.userIn(tenant.tenantId, home);
  if (user === undefined) {
    const name = atHome?.name ?? home.objectId;
    return { refused: userErrors.noGuest(name, issuerOf(state.origin, home.tenantId), tenant) };
  }
  const refused = refusedUser(atHome?.disabled === true ? atHome : user);
  return refused === undefined ? { user } : { refused };
}

/** `refresh_token`, as the Azure CLI asks for a user's token in each tenant. Every answer brings a new refresh token. */
export const refreshTokenGrant: Grant = {
  accepts: (parameters) => parameters["grant_type"] === "refresh_token" && "refresh_token" in parameters,
  signIn: (state, tenant, parameters) => {
    const found = findUser(state, tenant, parameters["refresh_token"] ?? "");
    if ("refused" in found) {
      return found;
    }
    const { user } = found;
    return {
      signedIn: { principal: user, clientAuthentication: "none" },
      refreshToken: state.refreshTokens.issue({ tenantId: tenant.tenantId, objectId: user.objectId }),
    };
  },
};
