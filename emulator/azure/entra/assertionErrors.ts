import { entraError } from "./errors";

const federationAdvice =
  "Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation";

function notRegistered(clientId: string, what: string, reason: string, thumbprint: string) {
  return entraError(
    700027,
    401,
    "invalid_client",
    `${what} [Reason - ${reason}, Thumbprint of key used by client: '${thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'.]`,
  );
}

function noFederatedRecord(code: number, what: string, remark = "") {
  return entraError(
    code,
    401,
    "invalid_client",
    `No matching federated identity record found for presented assertion ${what}. ${remark}${federationAdvice}`,
  );
}

/** Errors of a request whose client proves itself with an assertion, as Entra numbers and words them. */
export const assertionErrors = {
  malformed: () => entraError(50027, 401, "invalid_client", "JWT token is invalid or malformed."),
  noThumbprint: () =>
    entraError(50027, 401, "invalid_client", "Invalid JWT token. No certificate thumbprint specified in token header."),
  unknownCertificate: (clientId: string, thumbprint: string) =>
    notRegistered(
      clientId,
      "The certificate with identifier used to sign the client assertion is not registered on application.",
      "The key was not found.",
      thumbprint,
    ),
  expiredCertificate: (clientId: string, thumbprint: string) =>
    notRegistered(
      clientId,
      "The certificate with identifier used to sign the client assertion is expired on application.",
      "The key used is expired.",
      thumbprint,
    ),
  wrongSignature: (clientId: string, thumbprint: string) =>
    notRegistered(
      clientId,
      "Client assertion failed signature validation.",
      "The provided signature value did not match the expected signature value.",
      thumbprint,
    ),
  otherClient: () =>
    entraError(
      700021,
      401,
      "invalid_client",
      "Client assertion application identifier doesn't match 'client_id' parameter.",
    ),
  otherAudience: () =>
    entraError(700023, 401, "invalid_client", "Client assertion audience claim does not match Realm issuer."),
  outOfTime: (now: Date, from: string, to: string) =>
    entraError(
      700024,
      401,
      "invalid_client",
      `Client assertion is not within its valid time range. Current time: ${now.toISOString()}, assertion valid from ${from}, expiry time of assertion ${to}.`,
    ),
  unknownIssuer: (issuer: string) => noFederatedRecord(700211, `issuer '${issuer}'`),
  unknownAudience: (audience: string) => noFederatedRecord(700212, `audience '${audience}'`),
  unknownSubject: (subject: string) => noFederatedRecord(700213, `subject '${subject}'`),
  subjectInOtherCase: (subject: string) =>
    noFederatedRecord(
      7002138,
      `subject '${subject}'`,
      "The subject matches with case-insensitive comparison, but not with case-sensitive comparison. ",
    ),
  unreachableIssuer: () => entraError(501661, 400, "invalid_request", "Request to External OIDC endpoint failed."),
  foreignSignature: () =>
    entraError(
      50013,
      401,
      "invalid_client",
      "Assertion failed signature validation. [Reason - The key was not found or the signature does not match.]",
    ),
} as const;
