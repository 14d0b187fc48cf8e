import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCertificate } from "../../../provider/azure/certificateFile";
import { thrownBy } from "../fixtures";

const source = "ARM_CLIENT_CERTIFICATE_PATH";
const secret = "not-a-secret~0123456789abcdefghijklmnop.q";
const certificate = "-----BEGIN CERTIFICATE-----\nnot-a-secret\n-----END CERTIFICATE-----\n";
const key = "-----BEGIN PRIVATE KEY-----\nnot-a-secret\n-----END PRIVATE KEY-----\n";

function encryptedKey(passphrase: string): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
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

  it("gives a PEM file as it is, without a password that its key does not need", async () => {
    writeFileSync(path, key + certificate);
    expect(await readCertificate({ path, password: secret, source })).toStrictEqual({ pem: key + certificate });
  });

  it("gives the password with a key that it opens", async () => {
    const pem = certificate + encryptedKey(secret);
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
      text: certificate + encryptedKey(secret),
      why: "its key is encrypted and clientCertificatePassword is not set",
    },
    {
      what: "an encrypted key with another password",
      text: certificate + encryptedKey("not-a-secret"),
      more: { password: secret },
      why: "clientCertificatePassword does not open its key",
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
