import { certificatePem } from "./certificatePem";
import { loopbackUrl } from "./loopbackUrl";
import type { ClientCertificate, ClientSecret, FederatedCredential, Identity, Principal, PrincipalKind } from "./types";
import { arrayOf, boolean, guid, integer, InvalidInput, object, oneOf, text, type Reader } from "./validate";

const times = integer(0);
const trial = { refusedFirst: times, acceptedTimes: times };

const secretObject = object<ClientSecret>({ value: text }, { expired: boolean, ...trial });
const secret: Reader<string | ClientSecret> = (value, at) =>
  typeof value === "string" ? text(value, at) : secretObject(value, at);

const certificateObject = object<ClientCertificate>({ certificate: certificatePem }, { expired: boolean, ...trial });
const certificate: Reader<string | ClientCertificate> = (value, at) =>
  typeof value === "string" ? certificatePem(value, at) : certificateObject(value, at);

export const identity = object<Identity>({ tenantId: guid, objectId: guid }, {});

/** A principal whose keys are known and of the right form; whether they fit its kind is for {@link checkPrincipal}. */
export const principalObject = object<Principal>(
  { name: text, kind: oneOf("servicePrincipal", "user", "managedIdentity"), objectId: guid },
  {
    clientId: guid,
    clientSecrets: arrayOf(secret),
    certificates: arrayOf(certificate),
    federatedCredentials: arrayOf(
      object<FederatedCredential>({ subject: text }, { issuer: loopbackUrl, audience: text, ...trial }),
    ),
    resourceId: text,
    disabled: boolean,
    mfaRequired: boolean,
    consentRequired: boolean,
    unknownFirst: times,
    noAccount: boolean,
    home: identity,
  },
);

/** Keys that make no sense for a kind, in groups that one message names. */
const foreignKeys: Readonly<Record<PrincipalKind, readonly (readonly (keyof Principal)[])[]>> = {
  user: [["clientId", "clientSecrets"], ["certificates", "federatedCredentials"], ["resourceId"]],
  servicePrincipal: [["mfaRequired", "consentRequired"], ["resourceId"]],
  managedIdentity: [["clientSecrets"], ["certificates"], ["mfaRequired", "consentRequired"]],
};

/** @throws InvalidInput when a principal has what its kind cannot have, or lacks what it must have. */
export function checkPrincipal(principal: Principal, at: string): void {
  const { kind } = principal;
  const foreign = foreignKeys[kind].find((keys) => keys.some((key) => principal[key] !== undefined));
  if (foreign !== undefined) {
    throw new InvalidInput(`${at}: a ${kind} has no ${foreign.join(" and no ")}`);
  }
  if (kind !== "user" && principal.clientId === undefined) {
    throw new InvalidInput(`${at}.clientId: is missing; a ${kind} has one`);
  }
}

/**
 * Takes a value as a principal.
 *
 * @throws InvalidInput naming the place that is wrong.
 */
export function readPrincipal(value: unknown, at = "principal"): Principal {
  const principal = principalObject(value, at);
  checkPrincipal(principal, at);
  return principal;
}
