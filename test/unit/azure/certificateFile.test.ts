import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCertificate } from "../../../provider/azure/certificateFile";
import { thrownBy } from "../fixtures";

const source = "ARM_CLIENT_CERTIFICATE_PATH";
const secret = "not-a-secret~0123456789abcdefghijklmnop.q";
const certificate = "-----BEGIN CERTIFICATE-----\nnot-a-secret\n-----END CERTIFICATE-----\n";
const garbage = "-----BEGIN PRIVATE KEY-----\nnot-a-secret\n-----END PRIVATE KEY-----\n";
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const key = pemOf(rsa);

function pemOf(privateKey: KeyObject, type: "pkcs8" | "pkcs1" = "pkcs8"): string {
  return privateKey.export({ type, format: "pem" }).toString();
}

function encrypted(privateKey: KeyObject, passphrase: string): string {
  return privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase }).toString();
}

describe("readCertificate", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "certificate-"));
    path = join(folder, "client.pem");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(["pkcs8", "pkcs1"] as const)(
    "gives a PEM file as it is, without a password that its key does not need: %s",
    async (type) => {
      const pem = pemOf(rsa, type) + certificate;
      writeFileSync(path, pem);
      expect(await readCertificate({ path, password: secret, source })).toStrictEqual({ pem });
    },
  );

  it("gives the password with a key that it opens", async () => {
    const pem = certificate + encrypted(rsa, secret);
    writeFileSync(path, pem);
    expect(await readCertificate({ path, password: secret, source })).toStrictEqual({ pem, password: secret });
  });

  it.each([
    { what: "an empty file", text: "", why: "it is neither PEM nor a PFX that can be read" },
    { what: "another file", text: secret, why: "it is neither PEM nor a PFX that can be read" },
    { what: "a key alone", text: key, why: "it holds no certificate" },
    { what: "a certificate alone", text: certificate, why: "it holds no private key" },
    {
      what: "an encrypted key without password",
      text: certificate + encrypted(rsa, secret),
      why: "its key is encrypted and clientCertificatePassword is not set",
    },
    {
      what: "an encrypted key with another password",
      text: certificate + encrypted(rsa, "not-a-secret"),
      more: { password: secret },
      why: "clientCertificatePassword does not open its key",
    },
    { what: "a key of garbage", text: certificate + garbage, why: "its key cannot be read" },
    {
      what: "a key cut half way",
      text: certificate + key.slice(0, 200) + "\n-----END PRIVATE KEY-----\n",
      why: "its key cannot be read",
    },
    {
      what: "a key of another kind",
      text: certificate + pemOf(elliptic),
      why: "its key is not an RSA key, which Entra requires",
    },
    {
      what: "an encrypted key of another kind",
      text: certificate + encrypted(elliptic, secret),
      more: { password: secret },
      why: "its key is not an RSA key, which Entra requires",
    },
    { what: "more than 1 MiB", text: "x".repeat(1_048_577), why: "it is larger than 1 MiB" },
  ])("refuses $what and quotes nothing of it", async ({ text, more, why }) => {
    writeFileSync(path, text);
    expect(await thrownBy(() => readCertificate({ path, source, ...more }))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `cannot sign in with the certificate file ${path} (clientCertificatePath; from ${source}): ${why}`,
    });
  });

  it.each([
    { what: "a missing file", at: () => path, shown: () => path, why: "there is no such file" },
    { what: "a folder", at: () => folder, shown: () => folder, why: "it is not a regular file" },
    {
      what: "a secret in place of a path",
      at: () => secret,
      shown: () => `(a string of length ${secret.length} that leads nowhere, not shown)`,
      why: "there is no such file",
    },
  ])("refuses $what", async ({ at, shown, why }) => {
    expect(await thrownBy(() => readCertificate({ path: at(), source }))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `cannot sign in with the certificate file ${shown()} (clientCertificatePath; from ${source}): ${why}`,
    });
  });
});
