import { certificatesOf, type RegisteredCertificate } from "../../credentialLists";
import type { EmulatorState } from "../../state";
import type { Principal, Tenant } from "../../types";
import { refusedByTime, textOf, type Assertion } from "../assertion";
import { assertionErrors } from "../assertionErrors";
import type { EntraError } from "../errors";

function asHexadecimal(base64url: string): string {
  return Buffer.from(base64url, "base64url").toString("hex").toUpperCase();
}

/** The thumbprint in an assertion's header, SHA-1 or SHA-256, in upper-case hexadecimal. `kid` holds it in either spelling. */
function thumbprintsIn({ header }: Assertion): readonly string[] {
  const kid = textOf(header["kid"]);
  const named = [textOf(header["x5t#S256"]), textOf(header["x5t"]), kid].filter((value) => value !== "");
  return [...named.map(asHexadecimal), ...(kid === "" ? [] : [kid.toUpperCase()])];
}

/** What an assertion may name as its audience: the tenant's token endpoints and issuers. */
function audiencesOf(origin: string, { tenantId, domain }: Tenant): readonly string[] {
  return [tenantId, ...(domain === undefined ? [] : [domain])].flatMap((name) =>
    ["/oauth2/v2.0/token", "/oauth2/token", "/v2.0", ""].map((end) => `${origin}/${name}${end}`.toLowerCase()),
  );
}

function isExpired({ expired, x509 }: RegisteredCertificate, now: number): boolean {
  return expired === true || Date.parse(x509.validTo) < now;
}

async function isSignedBy(assertion: Assertion, { x509 }: RegisteredCertificate): Promise<boolean> {
  const { compactVerify } = await import("jose");
  try {
    await compactVerify(assertion.token, x509.publicKey, { algorithms: ["RS256", "PS256"] });
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with what an assertion claims; `undefined` when nothing is. */
function refusedClaims(
  state: EmulatorState,
  tenant: Tenant,
  { clientId = "" }: Principal,
  assertion: Assertion,
): EntraError | undefined {
  const { issuer, subject, audiences } = assertion;
  if (issuer.toLowerCase() !== clientId || subject.toLowerCase() !== clientId) {
    return assertionErrors.otherClient();
  }
  const allowed = audiencesOf(state.origin, tenant);
  if (!audiences.some((audience) => allowed.includes(audience.toLowerCase().replace(/\/+$/, "")))) {
    return assertionErrors.otherAudience();
  }
  return refusedByTime(state, assertion);
}

/** Why an assertion by certificate is not accepted; `undefined` when it is. */
export async function refusedCertificateAssertion(
  state: EmulatorState,
  tenant: Tenant,
  application: Principal,
  assertion: Assertion,
): Promise<EntraError | undefined> {
  const { clientId = "" } = application;
  const thumbprints = thumbprintsIn(assertion);
  const [named] = thumbprints;
  if (named === undefined) {
    return assertionErrors.noThumbprint();
  }
  const certificate = certificatesOf(application).find(
    ({ sha1, sha256 }) => thumbprints.includes(sha1) || thumbprints.includes(sha256),
  );
  if (certificate === undefined) {
    return assertionErrors.unknownCertificate(clientId, named);
  }
  if (isExpired(certificate, state.now())) {
    return assertionErrors.expiredCertificate(clientId, named);
  }
  if (!(await isSignedBy(assertion, certificate))) {
    return assertionErrors.wrongSignature(clientId, named);
  }
  const refused = refusedClaims(state, tenant, application, assertion);
  if (refused !== undefined) {
    return refused;
  }
  return state.directory.isAccepted(tenant.tenantId, application, certificate.sha256, certificate)
    ? undefined
    : assertionErrors.unknownCertificate(clientId, named);
}
