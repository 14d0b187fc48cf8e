import { X509Certificate } from "node:crypto";
import { InvalidInput, text, type Reader } from "./validate";

/** What a certificate is known by in the header of an assertion. Thumbprints are in upper-case hexadecimal. */
export interface CertificateFacts {
  readonly x509: X509Certificate;
  readonly sha1: string;
  readonly sha256: string;
}

export function certificateFacts(pem: string): CertificateFacts {
  const x509 = new X509Certificate(pem);
  return {
    x509,
    sha1: x509.fingerprint.replaceAll(":", ""),
    sha256: x509.fingerprint256.replaceAll(":", ""),
  };
}

/** A certificate in PEM, without its private key, which only the client needs. */
export const certificatePem: Reader<string> = (value, at) => {
  const pem = text(value, at);
  if (pem.includes("PRIVATE KEY-----")) {
    throw new InvalidInput(`${at}: must be a certificate without its private key`);
  }
  try {
    certificateFacts(pem);
  } catch {
    throw new InvalidInput(`${at}: must be a certificate in PEM`);
  }
  return pem;
};
