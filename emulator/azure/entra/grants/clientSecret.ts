import { entraErrors } from "../errors";
import { findApplication } from "./application";
import type { Grant } from "./grant";

/** `client_credentials` with a `client_secret`, in the form or in a Basic header. */
export const clientSecretGrant: Grant = {
  accepts: (parameters) => parameters["grant_type"] === "client_credentials" && "client_secret" in parameters,
  signIn: (state, tenant, parameters) => {
    const clientId = parameters["client_id"] ?? "";
    const found = findApplication(state, tenant, clientId);
    if ("refused" in found) {
      return found;
    }
    switch (state.directory.judgeSecret(tenant.tenantId, found.application, parameters["client_secret"] ?? "")) {
      case "accepted":
        return { signedIn: { principal: found.application, clientAuthentication: "secret" } };
      case "expired":
        return { refused: entraErrors.expiredSecret(clientId) };
      case "invalid":
        return { refused: entraErrors.invalidSecret(clientId) };
    }
  },
};
