import { assertionErrors } from "../assertionErrors";
import { jwtBearer, readAssertion } from "../assertion";
import { entraErrors } from "../errors";
import { findApplication } from "./application";
import { refusedCertificateAssertion } from "./certificateAssertion";
import { refusedFederatedAssertion } from "./federatedAssertion";
import type { Grant } from "./grant";

/**
 * `client_credentials` with a `client_assertion`: a JWT signed with the key of one of the application's certificates,
 * or an ID token of an issuer that one of its federated credentials names. The issuer tells them apart: an application
 * issues its own assertion in the name of its client id, everybody else is a URL.
 */
export const clientAssertionGrant: Grant = {
  accepts: (parameters) => parameters["grant_type"] === "client_credentials" && "client_assertion" in parameters,
  signIn: async (state, tenant, parameters) => {
    if (parameters["client_assertion_type"] !== jwtBearer) {
      return { refused: entraErrors.missingParameter("client_assertion_type") };
    }
    const found = findApplication(state, tenant, parameters["client_id"] ?? "");
    if ("refused" in found) {
      return found;
    }
    const assertion = readAssertion(parameters["client_assertion"] ?? "");
    if (assertion === undefined) {
      return { refused: assertionErrors.malformed() };
    }
    const refusedAssertion = URL.canParse(assertion.issuer) ? refusedFederatedAssertion : refusedCertificateAssertion;
    const refused = await refusedAssertion(state, tenant, found.application, assertion);
    return refused === undefined
      ? { signedIn: { principal: found.application, clientAuthentication: "assertion" } }
      : { refused };
  },
};
