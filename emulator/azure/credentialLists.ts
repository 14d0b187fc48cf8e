import { certificateFacts, certificatePem, type CertificateFacts } from "./certificatePem";
import type { ClientCertificate, ClientSecret, FederatedCredential, Principal } from "./types";

/** Audience of an ID token that is meant for Microsoft Entra ID. */
export const tokenExchangeAudience = "api://AzureADTokenExchange";

/** A certificate of the directory with what it is known by. */
export interface RegisteredCertificate extends ClientCertificate, CertificateFacts {}

export function asSecret(secret: string | ClientSecret): ClientSecret {
  return typeof secret === "string" ? { value: secret } : secret;
}

export function secretsOf(principal: Principal): readonly ClientSecret[] {
  return (principal.clientSecrets ?? []).map(asSecret);
}

/** @throws InvalidInput when it is not a certificate. */
export function asCertificate(entry: string | ClientCertificate): RegisteredCertificate {
  const certificate = typeof entry === "string" ? { certificate: entry } : entry;
  return { ...certificate, ...certificateFacts(certificatePem(certificate.certificate, "certificate")) };
}

export function certificatesOf(principal: Principal): readonly RegisteredCertificate[] {
  return (principal.certificates ?? []).map(asCertificate);
}

/** A federated credential's claims with its defaults filled in. */
export function expectedClaims(
  credential: FederatedCredential,
  ownIssuer: string,
): Required<Pick<FederatedCredential, "issuer" | "subject" | "audience">> {
  const { issuer = ownIssuer, subject, audience = tokenExchangeAudience } = credential;
  return { issuer, subject, audience };
}
