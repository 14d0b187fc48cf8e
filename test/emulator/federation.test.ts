import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ClientAssertionCredential } from "@azure/identity";
import type { IssueOidcTokenOptions } from "../../emulator/azure";
import { customerTenant, deployer, partnerTenant } from "./http";
import { signedBy, tampered } from "./jwt";
import { shareEmulator } from "./running";
import { clientOptions, operationsOf, whoIs } from "./signIn";

const subject = "repo:contoso/infrastructure:ref:refs/heads/main";
const audience = "api://AzureADTokenExchange";

describe("federated credentials", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(() => {
    reset();
    running().addFederatedCredential(customerTenant, deployer.objectId, { subject });
  });
  afterAll(stop);

  const signedIn = { oid: deployer.objectId, appid: deployer.clientId, appidacr: "2" };

  function assertionOf(assertion: string, as: { readonly tenantId?: string; readonly clientId?: string } = {}) {
    const { tenantId = customerTenant, clientId = deployer.clientId } = as;
    const credential = new ClientAssertionCredential(
      tenantId,
      clientId,
      () => Promise.resolve(assertion),
      clientOptions(running()),
    );
    return whoIs(running(), credential);
  }

  describe("ClientAssertionCredential", () => {
    it("signs in the application that trusts the token's issuer and subject", async () => {
      expect(await assertionOf(await running().issueOidcToken({ subject }))).toMatchObject(signedIn);
      expect(operationsOf(running())).toEqual(["entra.openidConfiguration", "entra.token"]);
      expect(running().requests()[1]).toMatchObject({ objectId: deployer.objectId, status: 200 });
    });

    it.each<[string, IssueOidcTokenOptions, number]>([
      ["another issuer", { subject, claims: { iss: "https://127.0.0.1:1/oidc" } }, 700211],
      ["another audience", { subject, audience: "https://github.com/contoso" }, 700212],
      ["another branch", { subject: subject.replace("main", "dev") }, 700213],
      ["a subject in another case", { subject: subject.replace("contoso", "Contoso") }, 7002138],
      ["an expired token", { subject, lifetimeSeconds: -301 }, 700024],
    ])("is refused with %s", async (_, options, code) => {
      const token = await running().issueOidcToken(options);
      await expect(assertionOf(token)).rejects.toThrow(`AADSTS${code}: `);
    });

    it("is refused with a token that was tampered with", async () => {
      const token = await running().issueOidcToken({ subject });
      await expect(assertionOf(tampered(token, 2))).rejects.toThrow("AADSTS50013");
    });

    it("does not take an access token for an ID token", async () => {
      const token = await running().issueToken(deployer, { claims: { iss: running().oidcIssuer, sub: subject } });
      await expect(assertionOf(token)).rejects.toThrow("AADSTS700212");
      const exchange = await running().issueToken(deployer, {
        audience,
        claims: { iss: running().oidcIssuer, sub: subject },
      });
      await expect(assertionOf(exchange)).rejects.toThrow("AADSTS50013");
    });

    it("signs in an application with another audience, and a managed identity", async () => {
      const pipeline = "11111111-aaaa-4aaa-8aaa-000000000003";
      running().addFederatedCredential(customerTenant, pipeline, { subject: "job", audience: "api://other" });
      try {
        const token = await running().issueOidcToken({ subject: "job", audience: "api://other" });
        const clientId = "11111111-cccc-4ccc-8ccc-000000000003";
        expect(await assertionOf(token, { clientId })).toMatchObject({ oid: pipeline, appid: clientId });
      } finally {
        running().removeFederatedCredential(customerTenant, pipeline, "job");
      }
    });

    it("is refused once the credential is removed, and where there is none", async () => {
      running().removeFederatedCredential(customerTenant, deployer.objectId, subject);
      const token = await running().issueOidcToken({ subject });
      await expect(assertionOf(token)).rejects.toThrow("AADSTS700211");
      const other = { tenantId: partnerTenant, clientId: "22222222-cccc-4ccc-8ccc-000000000001" };
      await expect(assertionOf(token, other)).rejects.toThrow("AADSTS700211");
    });

    it("is refused so many times, accepted, and refused again", async () => {
      const trial = { subject, refusedFirst: 1, acceptedTimes: 1 };
      running().addFederatedCredential(customerTenant, deployer.objectId, trial);
      const token = await running().issueOidcToken({ subject });
      await expect(assertionOf(token)).rejects.toThrow("AADSTS700213");
      expect(await assertionOf(token)).toMatchObject(signedIn);
      await expect(assertionOf(token)).rejects.toThrow("AADSTS700213");
    });
  });

  describe("an issuer of its own on this machine", () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
    let server: Server;
    let issuer = "";
    let documents: Record<string, unknown> = {};

    beforeEach(async () => {
      server = createServer((incoming, outgoing) => {
        const document = documents[incoming.url ?? ""];
        outgoing.writeHead(document === undefined ? 404 : 200, { "content-type": "application/json" });
        outgoing.end(JSON.stringify(document));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      documents = {
        "/.well-known/openid-configuration": { issuer, jwks_uri: `${issuer}/keys` },
        "/keys": { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }] },
      };
      running().addFederatedCredential(customerTenant, deployer.objectId, { issuer, subject: "runner" });
    });

    afterEach(async () => {
      running().removeFederatedCredential(customerTenant, deployer.objectId, "runner");
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    function token(key = privateKey) {
      const exp = Math.floor(Date.now() / 1000) + 300;
      return signedBy({ iss: issuer, sub: "runner", aud: [audience], exp }, key, { kid: "one" });
    }

    it("has its signatures checked with the keys it publishes", async () => {
      expect(await assertionOf(token())).toMatchObject(signedIn);
      await expect(assertionOf(token(stranger.privateKey))).rejects.toThrow("AADSTS50013");
    });

    it.each<[string, () => void]>([
      [
        "publishes nothing",
        () => {
          documents = {};
        },
      ],
      [
        "describes another issuer",
        () => {
          documents["/.well-known/openid-configuration"] = { issuer: "http://127.0.0.1:1", jwks_uri: `${issuer}/keys` };
        },
      ],
      [
        "keeps its keys elsewhere than at a URL of this machine",
        () => {
          const keys = `data:application/json,${encodeURIComponent(JSON.stringify(documents["/keys"]))}`;
          documents["/.well-known/openid-configuration"] = { issuer, jwks_uri: keys };
        },
      ],
    ])("is not trusted when it %s", async (_, change) => {
      change();
      await expect(assertionOf(token())).rejects.toThrow("AADSTS501661: Request to External OIDC endpoint failed.");
    });

    it.each(["https://token.actions.githubusercontent.com", "http://127.0.0.1.invalid", "ftp://127.0.0.1", "oidc"])(
      "cannot be %s",
      (foreign) => {
        expect(() => {
          running().addFederatedCredential(customerTenant, deployer.objectId, { issuer: foreign, subject: "runner" });
        }).toThrow("issuer: must be a URL on this machine");
      },
    );
  });
});
