import { readFile } from "node:fs/promises";
import { PalError } from "../errors";

/** A certificate and its private key as one PEM text; the password is still needed when the key in it is encrypted. */
export interface PemCertificate {
  readonly pem: string;
  readonly password?: string;
}

/**
 * Reads a certificate file, PEM or PFX.
 * @throws PalError PAL_CONFIG_INVALID naming the file, when it cannot be read or opened with that password.
 */
export async function readCertificate(path: string, password: string | undefined): Promise<PemCertificate> {
  const bytes = await bytesOf(path);
  const text = bytes.toString("latin1");
  if (!text.includes("-----BEGIN ")) return { pem: await pemOfPfx(bytes, path, password) };
  if (!text.includes("-----BEGIN CERTIFICATE-----")) throw invalid(path, "it holds no certificate");
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) throw invalid(path, "it holds no private key");
  return await opened(text, path, password);
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw invalid(path, (error as NodeJS.ErrnoException).code ?? "unreadable");
  }
}

async function opened(pem: string, path: string, password: string | undefined): Promise<PemCertificate> {
  const { createPrivateKey } = await import("node:crypto");
  const encrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(pem);
  if (!encrypted) return { pem };
  if (password === undefined) throw invalid(path, "its key is encrypted and clientCertificatePassword is not set");
  try {
    createPrivateKey({ key: pem, format: "pem", passphrase: password });
  } catch {
    throw invalid(path, "clientCertificatePassword does not open its key");
  }
  return { pem, password };
}

/** `@azure/identity` takes PEM only, and Node.js does not hand out what is in a PFX. */
async function pemOfPfx(bytes: Buffer, path: string, password: string | undefined): Promise<string> {
  const { default: forge } = await import("node-forge");
  let parts;
  try {
    const pfx = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(bytes.toString("binary")), password ?? "");
    const bagsOf = (type: string) => pfx.getBags({ bagType: type })[type] ?? [];
    const { pkcs8ShroudedKeyBag, keyBag, certBag } = forge.pki.oids;
    parts = {
      key: [...bagsOf(pkcs8ShroudedKeyBag ?? ""), ...bagsOf(keyBag ?? "")].flatMap(({ key }) => key ?? [])[0],
      certificates: bagsOf(certBag ?? "").flatMap(({ cert }) => cert ?? []),
    };
  } catch (error) {
    const isPassword = error instanceof Error && /password|MAC/i.test(error.message);
    const why = isPassword
      ? "clientCertificatePassword does not open it"
      : "it is neither PEM nor a PFX that can be read";
    throw invalid(path, why);
  }
  const { key, certificates } = parts;
  if (key === undefined || certificates.length === 0) {
    throw invalid(path, "the PFX holds no RSA key with a certificate; convert it to PEM");
  }
  const matching = certificates.filter(({ publicKey }) => "n" in publicKey && publicKey.n.equals(key.n));
  const others = certificates.filter((certificate) => !matching.includes(certificate));
  // The first certificate is the one that signs.
  const pems = [...matching, ...others].map((certificate) => forge.pki.certificateToPem(certificate));
  const pkcs8 = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key));
  return [forge.pki.privateKeyInfoToPem(pkcs8), ...pems].join("").replaceAll("\r\n", "\n");
}

function invalid(path: string, why: string): PalError {
  return new PalError(
    "PAL_CONFIG_INVALID",
    `cannot sign in with the certificate file ${path} (clientCertificatePath): ${why}`,
  );
}
