import { createPrivateKey, type KeyObject } from "node:crypto";
import { PalError } from "../errors";
import { readSmallFile, shownPath } from "./smallFile";

/** A certificate and its private key as one PEM text; the password is still needed when the key in it is encrypted. */
export interface PemCertificate {
  readonly pem: string;
  readonly password?: string;
}

/** Where a certificate is, and the settings that say so. */
export interface CertificateFile {
  readonly path: string;
  readonly password?: string;
  readonly source: string;
}

/**
 * Reads a certificate file, PEM or PFX.
 * @throws PalError PAL_CONFIG_INVALID naming the file, when it cannot be read or opened with that password.
 */
export async function readCertificate(file: CertificateFile): Promise<PemCertificate> {
  const bytes = await bytesOf(file);
  const text = bytes.toString("latin1");
  if (!text.includes("-----BEGIN ")) return { pem: pemOfPfx(bytes, file) };
  if (!text.includes("-----BEGIN CERTIFICATE-----")) throw unusable(file, "it holds no certificate");
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) throw unusable(file, "it holds no private key");
  return opened(text, file);
}

async function bytesOf(file: CertificateFile): Promise<Buffer> {
  try {
    return await readSmallFile(file.path);
  } catch (error) {
    throw unusable(file, (error as Error).message);
  }
}

function opened(pem: string, file: CertificateFile): PemCertificate {
  const { password } = file;
  const isEncrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(pem);
  if (isEncrypted && password === undefined)
    throw unusable(file, "its key is encrypted and clientCertificatePassword is not set");
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: "pem", ...(isEncrypted ? { passphrase: password } : {}) });
  } catch {
    throw unusable(file, isEncrypted ? "clientCertificatePassword does not open its key" : "its key cannot be read");
  }
  if (key.asymmetricKeyType !== "rsa") throw unusable(file, "its key is not an RSA key, which Entra requires");
  return isEncrypted && password !== undefined ? { pem, password } : { pem };
}

/** `@azure/identity` takes PEM only, and Node.js does not hand out what is in a PFX. */
function pemOfPfx(bytes: Buffer, file: CertificateFile): string {
  const { password } = file;
  const forge = require("node-forge") as Forge;
  let parts;
  try {
    const pfx = openPfx(forge, forge.asn1.fromDer(bytes.toString("binary")), password ?? "");
    const bagsOf = (type: string) => pfx.getBags({ bagType: type })[type] ?? [];
    const { pkcs8ShroudedKeyBag, keyBag, certBag } = forge.pki.oids;
    parts = {
      key: [...bagsOf(pkcs8ShroudedKeyBag ?? ""), ...bagsOf(keyBag ?? "")].flatMap(({ key }) => key ?? [])[0],
      certificates: bagsOf(certBag ?? "").flatMap(({ cert }) => cert ?? []),
    };
  } catch (error) {
    const isPassword = error instanceof Error && /password|MAC/i.test(error.message);
    const opening = `clientCertificatePassword ${password === undefined ? "is not set, and without it the file does not open" : "does not open it"}`;
    throw unusable(file, isPassword ? opening : "it is neither PEM nor a PFX that can be read");
  }
  const { key, certificates } = parts;
  if (key === undefined || certificates.length === 0) {
    throw unusable(file, "the PFX holds no RSA key with a certificate; convert it to PEM");
  }
  const matching = certificates.filter(({ publicKey }) => "n" in publicKey && publicKey.n.equals(key.n));
  const others = certificates.filter((certificate) => !matching.includes(certificate));
  // The first certificate is the one that signs.
  const pems = [...matching, ...others].map((certificate) => forge.pki.certificateToPem(certificate));
  const pkcs8 = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key));
  return [forge.pki.privateKeyInfoToPem(pkcs8), ...pems].join("").replaceAll("\r\n", "\n");
}

type Forge = typeof import("node-forge");

/** A password that is not ASCII is UTF-16 to a PFX's own ciphers and its MAC, and UTF-8 to newer ciphers; node-forge knows the first alone. */
function openPfx({ asn1, pkcs12, util }: Forge, pfx: ReturnType<Forge["asn1"]["fromDer"]>, password: string) {
  try {
    return pkcs12.pkcs12FromAsn1(pfx, password);
  } catch (error) {
    if (error instanceof Error && error.message.includes("MAC")) throw error;
    // The MAC was right, and would be wrong with the password in other words.
    const withoutMac = asn1.create(pfx.tagClass, pfx.type, pfx.constructed, (pfx.value as (typeof pfx)[]).slice(0, 2));
    return pkcs12.pkcs12FromAsn1(withoutMac, util.encodeUtf8(password));
  }
}

function unusable({ path, source }: CertificateFile, why: string): PalError {
  return new PalError(
    "PAL_CONFIG_INVALID",
    `cannot sign in with the certificate file ${shownPath(path)} (clientCertificatePath; from ${source}): ${why}`,
  );
}
