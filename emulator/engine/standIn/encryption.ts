import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(pbkdf2);

/** The parameters of Pulumi's passphrase secrets provider, version 1. */
const cipher = "aes-256-gcm";
const iterations = 1_000_000;
const keyLength = 32;
const saltLength = 8;
const nonceLength = 12;
const tagLength = 16;
/** What the passphrase is tried on. */
const checkText = "pulumi";

/** Encrypts what a stack keeps secret. */
export interface Crypter {
  /** `v1:<salt>:<check>`, kept with the state: it tells whether a passphrase is the right one. */
  readonly salt: string;
  encrypt(text: string): string;
  decrypt(ciphertext: string): string;
}

/** Deriving a key takes a good part of a second on purpose; stacks of one process with one passphrase share one. */
const crypters = new Map<string, Promise<Crypter>>();

/**
 * The crypter of a passphrase.
 *
 * @param salt - of a stack that exists; a new one when absent.
 * @throws when the passphrase is not the one the salt was made with.
 */
export function crypterFor(passphrase: string, salt?: string): Promise<Crypter> {
  const key = JSON.stringify([passphrase, salt]);
  const known = crypters.get(key) ?? createCrypter(passphrase, salt);
  crypters.set(key, known);
  return known;
}

async function createCrypter(passphrase: string, salt: string | undefined): Promise<Crypter> {
  const [version, saltText, ...check] = salt?.split(":") ?? ["v1", randomBytes(saltLength).toString("base64")];
  if (version !== "v1" || saltText === undefined) throw new Error(`unknown secrets provider state ${salt ?? ""}`);
  const key = await derive(passphrase, Buffer.from(saltText, "base64"), iterations, keyLength, "sha256");
  const encryptText = (text: string): string => encrypt(key, text);
  const decryptText = (ciphertext: string): string => decrypt(key, ciphertext);
  if (salt !== undefined && decryptText(check.join(":")) !== checkText) throw new Error("incorrect passphrase");
  return { salt: salt ?? `v1:${saltText}:${encryptText(checkText)}`, encrypt: encryptText, decrypt: decryptText };
}

function encrypt(key: Buffer, text: string): string {
  const nonce = randomBytes(nonceLength);
  const encrypting = createCipheriv(cipher, key, nonce);
  const sealed = Buffer.concat([encrypting.update(text, "utf8"), encrypting.final(), encrypting.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

function decrypt(key: Buffer, ciphertext: string): string {
  const [, nonce = "", sealedText = ""] = ciphertext.split(":");
  const sealed = Buffer.from(sealedText, "base64");
  const decrypting = createDecipheriv(cipher, key, Buffer.from(nonce, "base64"));
  decrypting.setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decrypting.update(sealed.subarray(0, -tagLength)), decrypting.final()]).toString("utf8");
  } catch (error) {
    throw new Error("incorrect passphrase", { cause: error });
  }
}
