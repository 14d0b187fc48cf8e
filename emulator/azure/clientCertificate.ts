import { generate } from "selfsigned";
import { certificateFacts } from "./certificatePem";

/** A key pair by which an application proves itself. */
export interface CreatedCertificate {
  /** For `addCertificate`, PEM. */
  readonly certificate: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** Both in one text, as `ClientCertificateCredential` and ARM_CLIENT_CERTIFICATE_PATH take them. */
  readonly pem: string;
  /** SHA-1, in upper-case hexadecimal, as the portal shows it. */
  readonly thumbprint: string;
}

const dayMs = 24 * 3600 * 1000;

/** Makes a self-signed certificate for an application; with `days` below zero one whose time is over. */
export async function createClientCertificate(name = "partner-admin-link", days = 30): Promise<CreatedCertificate> {
  const end = Date.now() + days * dayMs;
  const { cert, private: privateKey } = await generate([{ name: "commonName", value: name }], {
    algorithm: "sha256",
    keySize: 2048,
    notBeforeDate: new Date(Math.min(Date.now(), end) - dayMs),
    notAfterDate: new Date(end),
  });
  const pem = `${privateKey.trim()}\n${cert.trim()}\n`;
  return { certificate: cert, privateKey, pem, thumbprint: certificateFacts(cert).sha1 };
}
