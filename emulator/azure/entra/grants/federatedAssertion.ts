import { expectedClaims } from "../../credentialLists";
import { issuerOfOidc } from "../../oidc/issuer";
import { checkIssuerSignature } from "../../oidc/issuerKeys";
import type { EmulatorState } from "../../state";
import type { FederatedCredential, Principal, Tenant } from "../../types";
import { refusedByTime, type Assertion } from "../assertion";
import { assertionErrors } from "../assertionErrors";
import type { EntraError } from "../errors";

type Match = { readonly credential: FederatedCredential } | { readonly refused: EntraError };

/** The federated credential an ID token fits, or the first claim that none of them has. */
function findCredential(state: EmulatorState, { federatedCredentials = [] }: Principal, assertion: Assertion): Match {
  const { issuer, subject, audiences } = assertion;
  const [audience = ""] = audiences;
  const candidates = federatedCredentials.map((credential) => ({
    credential,
    expected: expectedClaims(credential, issuerOfOidc(state.origin)),
  }));
  const ofIssuer = candidates.filter(({ expected }) => expected.issuer === issuer);
  const ofAudience = ofIssuer.filter(({ expected }) => audiences.includes(expected.audience));
  const found = ofAudience.find(({ expected }) => expected.subject === subject);
  if (found !== undefined) {
    return found;
  }
  if (ofIssuer.length === 0) {
    return { refused: assertionErrors.unknownIssuer(issuer) };
  }
  if (ofAudience.length === 0) {
    return { refused: assertionErrors.unknownAudience(audience) };
  }
  const isOtherCase = ofAudience.some(({ expected }) => expected.subject.toLowerCase() === subject.toLowerCase());
  return {
    refused: isOtherCase ? assertionErrors.subjectInOtherCase(subject) : assertionErrors.unknownSubject(subject),
  };
}

/** Why an ID token is not accepted; `undefined` when it is. */
export async function refusedFederatedAssertion(
  state: EmulatorState,
  tenant: Tenant,
  application: Principal,
  assertion: Assertion,
): Promise<EntraError | undefined> {
  const found = findCredential(state, application, assertion);
  if ("refused" in found) {
    return found.refused;
  }
  switch (await checkIssuerSignature(state, assertion.issuer, assertion.token)) {
    case "unreachable":
      return assertionErrors.unreachableIssuer();
    case "wrong":
      return assertionErrors.foreignSignature();
    case "good":
      break;
  }
  const refused = refusedByTime(state, assertion);
  if (refused !== undefined) {
    return refused;
  }
  const { subject } = found.credential;
  return state.directory.isAccepted(tenant.tenantId, application, subject, found.credential)
    ? undefined
    : assertionErrors.unknownSubject(subject);
}
