import { asn1, hmac, md, pkcs12, pki, random, util } from "node-forge";
import type { CreatedCertificate } from "../../../emulator/azure";

/** A PFX as Windows, older OpenSSL and Azure Key Vault write it: 3DES, SHA-1. The certificate itself is not encrypted. */
export function legacyPfx({ privateKey, certificate }: CreatedCertificate, password: string): Buffer {
  const key = pki.privateKeyFromPem(privateKey);
  const options = { algorithm: "3des" } as const;
  return bytesOf(pkcs12.toPkcs12Asn1(key, pki.certificateFromPem(certificate), password, options));
}

/** A PFX without any password: nothing in it is encrypted or authenticated. */
export function openPfx({ privateKey, certificate }: CreatedCertificate): Buffer {
  const key = pki.privateKeyFromPem(privateKey);
  return bytesOf(pkcs12.toPkcs12Asn1(key, pki.certificateFromPem(certificate), null, { useMac: false }));
}

/** A PFX with a certificate and no key. */
export function keylessPfx({ certificate }: CreatedCertificate, password: string): Buffer {
  return bytesOf(pkcs12.toPkcs12Asn1(null, pki.certificateFromPem(certificate), password, { algorithm: "3des" }));
}

const modern = { algorithm: "aes256", prfAlgorithm: "sha256" } as const;
const macIterations = 2048;

/**
 * A PFX as OpenSSL 3 and newer Windows write it: certificate and key by AES-256 with SHA-256, for which the password is
 * UTF-8; authenticated by SHA-256, for which it is UTF-16.
 */
export function modernPfx({ privateKey, certificate }: CreatedCertificate, password: string): Buffer {
  const key = pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(pki.privateKeyFromPem(privateKey)));
  const x509 = octets(bytes(pki.certificateToAsn1(pki.certificateFromPem(certificate))));
  const certBag = bag("certBag", sequence(oid("x509Certificate"), tagged(x509)));
  const keyBag = bag("pkcs8ShroudedKeyBag", pki.encryptPrivateKeyInfo(key, util.encodeUtf8(password), modern));
  const safe = sequence(encryptedData(sequence(certBag), password), data(bytes(sequence(keyBag))));
  return bytesOf(sequence(integer(3), data(bytes(safe)), macOf(bytes(safe), password)));
}

/** PKCS #7 EncryptedData; it is encrypted like a private key. */
function encryptedData(content: asn1.Asn1, password: string): asn1.Asn1 {
  const [algorithm, encrypted] = pki.encryptPrivateKeyInfo(content, util.encodeUtf8(password), modern).value as [
    asn1.Asn1,
    asn1.Asn1,
  ];
  const implicit = asn1.create(asn1.Class.CONTEXT_SPECIFIC, asn1.Type.NONE, false, encrypted.value);
  return sequence(oid("encryptedData"), tagged(sequence(integer(0), sequence(oid("data"), algorithm, implicit))));
}

function macOf(content: string, password: string): asn1.Asn1 {
  const salt = random.getBytesSync(8);
  const key = pkcs12.generateKey(password, util.createBuffer(salt), 3, macIterations, 32, md.sha256.create());
  const mac = hmac.create();
  mac.start(md.sha256.create(), key);
  mac.update(content);
  const algorithm = sequence(oid("sha256"), asn1.create(asn1.Class.UNIVERSAL, asn1.Type.NULL, false, ""));
  return sequence(sequence(algorithm, octets(mac.getMac().getBytes())), octets(salt), integer(macIterations));
}

function bag(type: string, content: asn1.Asn1): asn1.Asn1 {
  return sequence(oid(type), tagged(content));
}

function data(content: string): asn1.Asn1 {
  return sequence(oid("data"), tagged(octets(content)));
}

function sequence(...items: asn1.Asn1[]): asn1.Asn1 {
  return asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, items);
}

function tagged(item: asn1.Asn1): asn1.Asn1 {
  return asn1.create(asn1.Class.CONTEXT_SPECIFIC, asn1.Type.NONE, true, [item]);
}

function octets(content: string): asn1.Asn1 {
  return asn1.create(asn1.Class.UNIVERSAL, asn1.Type.OCTETSTRING, false, content);
}

function integer(value: number): asn1.Asn1 {
  return asn1.create(asn1.Class.UNIVERSAL, asn1.Type.INTEGER, false, asn1.integerToDer(value).getBytes());
}

function oid(name: string): asn1.Asn1 {
  const known = pki.oids[name];
  if (known === undefined) throw new Error(`node-forge knows no object identifier ${name}`);
  return asn1.create(asn1.Class.UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer(known).getBytes());
}

function bytes(value: asn1.Asn1): string {
  return asn1.toDer(value).getBytes();
}

function bytesOf(value: asn1.Asn1): Buffer {
  return Buffer.from(bytes(value), "binary");
}
