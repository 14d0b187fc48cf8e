import { createHash, createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClientCertificateCredential } from "@azure/identity";
import { createClientCertificate, type CreatedCertificate } from "../../emulator/azure";
import { aadstsCode, askForToken, customerTenant, deployer, json, partnerTenant } from "./http";
import { signedBy } from "./jwt";
import { shareEmulator } from "./running";
import { clientOptions, operationsOf, whoIs } from "./signIn";

describe("client certificate", () => {
  const { running, start, reset, stop } = shareEmulator();
  let first: CreatedCertificate;
  let second: CreatedCertificate;
  let over: CreatedCertificate;

  beforeAll(async () => {
    await start();
    [first, second, over] = await Promise.all([
      createClientCertificate("first"),
      createClientCertificate("second"),
      createClientCertificate("over", -1),
    ]);
  });
  beforeEach(() => {
    reset();
    running().addCertificate(customerTenant, deployer.objectId, first.certificate);
  });
  afterEach(() => {
    for (const { certificate } of [first, second, over]) {
      running().removeCertificate(customerTenant, deployer.objectId, certificate);
    }
  });
  afterAll(stop);

  function credential({ pem }: CreatedCertificate, extra: object = {}) {
    const options = { ...clientOptions(running()), ...extra };
    return new ClientCertificateCredential(customerTenant, deployer.clientId, { certificate: pem }, options);
  }

  /** `"accepted"`, or the number with which a sign-in is refused. */
  async function outcomeOf(made: ClientCertificateCredential): Promise<string> {
    try {
      await whoIs(running(), made);
      return "accepted";
    } catch (error) {
      return /AADSTS\d+/.exec(String(error))?.[0] ?? String(error);
    }
  }

  describe("by @azure/identity", () => {
    it("signs in the application whose certificate it is", async () => {
      expect(await whoIs(running(), credential(first))).toEqual({
        oid: deployer.objectId,
        appid: deployer.clientId,
        aud: running().url,
        appidacr: "2",
      });
      expect(operationsOf(running())).toEqual(["entra.openidConfiguration", "entra.token"]);
      expect(running().requests()[1]).toMatchObject({ status: 200, objectId: deployer.objectId });
    });

    it("reads the certificate from a file", async () => {
      const folder = mkdtempSync(join(tmpdir(), "client-certificate-"));
      try {
        const path = join(folder, "certificate.pem");
        writeFileSync(path, first.pem);
        const fromFile = new ClientCertificateCredential(
          customerTenant,
          deployer.clientId,
          path,
          clientOptions(running()),
        );
        expect(await whoIs(running(), fromFile)).toMatchObject({ oid: deployer.objectId });
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it("sends the chain as well", async () => {
      const withChain = credential(first, { sendCertificateChain: true });
      expect(await whoIs(running(), withChain)).toMatchObject({ oid: deployer.objectId });
    });

    it("is refused with AADSTS700027 until the certificate is registered and after it is removed", async () => {
      const refused = `AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.`;
      await expect(whoIs(running(), credential(second))).rejects.toThrow(refused);
      running().addCertificate(customerTenant, deployer.objectId, second.certificate);
      expect(await whoIs(running(), credential(second))).toMatchObject({ oid: deployer.objectId });
      running().removeCertificate(customerTenant, deployer.objectId, second.certificate);
      await expect(whoIs(running(), credential(second))).rejects.toThrow(refused);
    });

    it.each([
      ["whose time is over", () => over, false],
      ["that counts as expired", () => second, true],
    ] as const)("is refused with a certificate %s", async (_, made, expired) => {
      const { certificate } = made();
      running().addCertificate(customerTenant, deployer.objectId, { certificate, expired });
      await expect(whoIs(running(), credential(made()))).rejects.toThrow(/AADSTS700027: .*The key used is expired/);
    });

    it("is refused so many times, accepted, and refused again", async () => {
      const { certificate } = second;
      running().addCertificate(customerTenant, deployer.objectId, { certificate, refusedFirst: 2, acceptedTimes: 1 });
      const outcomes: string[] = [];
      for (let attempt = 0; attempt < 4; attempt += 1) {
        outcomes.push(await outcomeOf(credential(second)));
      }
      expect(outcomes).toEqual(["AADSTS700027", "AADSTS700027", "accepted", "AADSTS700027"]);
    });
  });

  describe("assertions made by hand", () => {
    const now = () => Math.floor(Date.now() / 1000);

    function claims(changes: Record<string, unknown> = {}) {
      return {
        aud: `${running().url}/${customerTenant}/oauth2/v2.0/token`,
        iss: deployer.clientId,
        sub: deployer.clientId,
        nbf: now(),
        exp: now() + 600,
        jti: randomUUID(),
        ...changes,
      };
    }

    const thumbprint = (algorithm: "sha1" | "sha256", { certificate }: CreatedCertificate) =>
      createHash(algorithm).update(new X509Certificate(certificate).raw).digest();

    function assertion(
      changes: Record<string, unknown> = {},
      header: Record<string, unknown> = { x5t: thumbprint("sha1", first).toString("base64url") },
      signer: CreatedCertificate = first,
    ) {
      return signedBy(claims(changes), createPrivateKey(signer.privateKey), header);
    }

    function ask(token: string, changes: Readonly<Record<string, string | undefined>> = {}, tenant = customerTenant) {
      return askForToken(
        running(),
        {
          client_secret: undefined,
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: token,
          ...changes,
        },
        { tenant },
      );
    }

    it.each<[string, () => Record<string, unknown>]>([
      ["x5t", () => ({ x5t: thumbprint("sha1", first).toString("base64url") })],
      ["x5t#S256", () => ({ "x5t#S256": thumbprint("sha256", first).toString("base64url") })],
      ["kid in base64url", () => ({ kid: thumbprint("sha1", first).toString("base64url") })],
      ["kid in hexadecimal", () => ({ kid: first.thumbprint })],
    ])("name the certificate by %s", async (_, header) => {
      expect((await ask(assertion({}, header()))).status).toBe(200);
    });

    it.each<[string, () => string]>([
      ["the v1 endpoint", () => `${running().url}/${customerTenant}/oauth2/token`],
      ["the issuer", () => `${running().url}/${customerTenant}/v2.0`],
      ["the tenant's domain", () => `${running().url}/contoso.example/oauth2/v2.0/token`],
    ])("may be for %s", async (_, audience) => {
      expect((await ask(assertion({ aud: audience() }))).status).toBe(200);
    });

    it.each<[string, () => Record<string, unknown>, number]>([
      ["for another host", () => ({ aud: `https://login.invalid/${customerTenant}/oauth2/v2.0/token` }), 700023],
      ["for another tenant", () => ({ aud: `${running().url}/${partnerTenant}/oauth2/v2.0/token` }), 700023],
      ["without an audience", () => ({ aud: undefined }), 700023],
      ["issued by another client", () => ({ iss: customerTenant }), 700021],
      ["about another client", () => ({ sub: customerTenant }), 700021],
      ["that has expired", () => ({ exp: now() - 301 }), 700024],
      ["that is not valid yet", () => ({ nbf: now() + 330 }), 700024],
      ["that never expires", () => ({ exp: undefined }), 50027],
    ])("are refused when %s", async (_, changes, code) => {
      const answer = await ask(assertion(changes()));
      expect([answer.status, aadstsCode(answer)]).toEqual([401, code]);
      expect(json(answer)).toMatchObject({ error: "invalid_client" });
    });

    it("allow for clocks that differ by five minutes", async () => {
      expect((await ask(assertion({ exp: now() - 290 }))).status).toBe(200);
      expect((await ask(assertion({ nbf: now() + 290 }))).status).toBe(200);
    });

    it("are refused when another key signed them", async () => {
      const header = { x5t: thumbprint("sha1", first).toString("base64url") };
      const answer = await ask(assertion({}, header, second));
      expect(json(answer)).toMatchObject({
        error_codes: [700027],
        error_description: /failed signature validation/,
      });
    });

    it.each<[string, () => string, number]>([
      ["without a thumbprint", () => assertion({}, {}), 50027],
      ["that is no JWT", () => "canary-assertion", 50027],
      ["that is empty", () => "", 50027],
      ["with claims that are no JSON", () => "e30.bm90IGpzb24.c2ln", 50027],
    ])("are refused %s", async (_, token, code) => {
      const answer = await ask(token());
      expect(aadstsCode(answer)).toBe(code);
      expect(answer.text).not.toContain("canary-assertion");
    });

    it("are refused when their type is not given", async () => {
      expect(aadstsCode(await ask(assertion(), { client_assertion_type: undefined }))).toBe(900144);
    });

    it("are no use to an application of another tenant", async () => {
      expect(aadstsCode(await ask(assertion(), {}, partnerTenant))).toBe(700016);
    });

    it("never reach the request log", async () => {
      const token = assertion();
      await ask(token);
      const log = JSON.stringify(running().requests());
      expect(log).not.toContain(token.split(".")[2]);
      expect(log).toContain("entra.token");
    });
  });

  describe("createClientCertificate", () => {
    it("gives key and certificate that belong together, and the thumbprint of the portal", () => {
      const { certificate, privateKey, pem, thumbprint } = first;
      const x509 = new X509Certificate(certificate);
      expect(x509.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
      expect(x509.fingerprint.replaceAll(":", "")).toBe(thumbprint);
      expect(pem).toContain(certificate.trim());
    });
  });
});
