import type { JsonWebKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EnvironmentOptions } from "../../emulator/azure";
import { aadstsCode, askForToken, customerTenant, deployer, json, send } from "./http";
import { claimsOf, isSignedBy } from "./jwt";
import { anyText } from "./matchers";
import { shareEmulator } from "./running";
import { operationsOf, signInWith } from "./signIn";

const subject = "repo:contoso/infrastructure:ref:refs/heads/main";
const audience = "api://AzureADTokenExchange";
const signedIn = { oid: deployer.objectId, appid: deployer.clientId, appidacr: "2" };

describe("ID tokens", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function askWith(assertion: string) {
    return askForToken(running(), {
      client_secret: undefined,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    });
  }

  describe("the emulator's own issuer", () => {
    it("publishes its keys where its issuer says", async () => {
      const { url, oidcIssuer } = running();
      const configuration = json(await send(running(), { path: "/oidc/.well-known/openid-configuration" }));
      expect(configuration).toMatchObject({ issuer: oidcIssuer, jwks_uri: `${url}/oidc/.well-known/jwks` });
      const { keys } = json(await send(running(), { path: "/oidc/.well-known/jwks" })) as { keys: JsonWebKey[] };
      const token = await running().issueOidcToken({ subject });
      expect(keys.map((key) => isSignedBy(token, key))).toEqual([true]);
      expect(operationsOf(running())).toEqual(["oidc.openidConfiguration", "oidc.keys"]);
    });

    it("issues tokens with the claims of a workflow, five minutes long", async () => {
      const claims = claimsOf(await running().issueOidcToken({ subject, claims: { environment: "production" } }));
      expect(claims).toMatchObject({
        iss: running().oidcIssuer,
        sub: subject,
        aud: audience,
        repository: "contoso/infrastructure",
        repository_owner: "contoso",
        ref: "refs/heads/main",
        environment: "production",
      });
      expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(300);
    });
  });

  describe("GitHub Actions", () => {
    function job(options: EnvironmentOptions = {}) {
      const environment = running().environmentFor(deployer, { method: "githubActions", ...options });
      const url = new URL(environment["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "");
      const ask = (extra: string, authorization?: string) =>
        send(running(), {
          path: `${url.pathname}${url.search}${extra}`,
          headers: authorization === undefined ? {} : { authorization },
        });
      return { environment, ask, bearer: `Bearer ${environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? ""}` };
    }

    it("gives a job the ID token that signs its application in", async () => {
      const { environment, ask, bearer } = job();
      expect(environment).toMatchObject({
        ARM_TENANT_ID: customerTenant,
        ARM_CLIENT_ID: deployer.clientId,
        ARM_USE_OIDC: "true",
      });
      const answer = await ask(`&audience=${encodeURIComponent(audience)}`, bearer);
      const { value, count } = json(answer) as { value: string; count: number };
      expect(count).toBe(value.length);
      expect(aadstsCode(await askWith(value))).toBeUndefined();
      expect(running().requests()[0]).toEqual({
        operation: "oidc.token",
        method: "GET",
        path: "/oidc/github/token",
        status: 200,
      });
      expect(JSON.stringify(running().requests())).not.toContain(bearer.slice("Bearer ".length));
    });

    it("names the repository's owner as the audience when none is asked for", async () => {
      const { ask, bearer } = job();
      const { value } = json(await ask("", bearer)) as { value: string };
      expect(claimsOf(value)).toMatchObject({ sub: subject, aud: "https://github.com/contoso" });
    });

    it("gives the subject that a test sets", async () => {
      const { ask, bearer } = job({ subject: "repo:contoso/infrastructure:environment:production" });
      const { value } = json(await ask("&audience=a", bearer)) as { value: string };
      expect(claimsOf(value)).toMatchObject({ sub: "repo:contoso/infrastructure:environment:production", aud: "a" });
    });

    it.each([undefined, "Bearer wrong", "Basic wrong"])("refuses %s", async (authorization) => {
      expect((await job().ask("&audience=a", authorization)).status).toBe(401);
    });

    it("fails on demand in its own way", async () => {
      running().addFault({ operation: "oidc.token", effect: { kind: "status", status: 503, message: "Busy." } });
      const { ask, bearer } = job();
      expect(json(await ask("", bearer))).toEqual({ message: "Busy." });
      expect((await ask("", bearer)).status).toBe(200);
    });
  });

  describe("AzurePipelinesCredential", () => {
    function pipeline(options: EnvironmentOptions = {}) {
      return running().environmentFor(deployer, { method: "azurePipelines", ...options });
    }

    it("signs in by the service connection", async () => {
      const subjectOfConnection = "sc://contoso/infrastructure/azure";
      const environment = pipeline({ subject: subjectOfConnection });
      running().addFederatedCredential(customerTenant, deployer.objectId, { subject: subjectOfConnection });
      expect(await signInWith(running(), "AzurePipelinesCredential", environment)).toMatchObject({ claims: signedIn });
      // The credential asks for the ID token once to have it and once to send it.
      expect(new Set(operationsOf(running()))).toEqual(
        new Set(["oidc.token", "entra.openidConfiguration", "entra.token"]),
      );
    });

    it("is refused when the service connection is another's", async () => {
      const environment = { ...pipeline(), AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: customerTenant };
      const { error } = await signInWith(running(), "AzurePipelinesCredential", environment);
      expect(error?.message).toContain("could not be found or may not be used here");
    });

    it("names what the request lacks", async () => {
      const { SYSTEM_OIDCREQUESTURI: url, SYSTEM_ACCESSTOKEN: token } = pipeline();
      const { pathname } = new URL(String(url));
      const headers = { authorization: `Bearer ${String(token)}` };
      const ask = (query: string) => send(running(), { method: "POST", path: `${pathname}${query}`, headers });
      expect((await ask("")).status).toBe(400);
      expect((await ask("?api-version=7.1")).status).toBe(404);
      expect((await ask("?api-version=7.1&serviceConnectionId=contoso-deploy")).status).toBe(404);
      const whole = await ask(`?api-version=7.1&serviceConnectionId=${deployer.objectId}`);
      expect(json(whole)).toEqual({ oidcToken: anyText });
    });
  });

  it("refuses, at the request URL of Azure Pipelines, to be asked as GitHub is", async () => {
    const environment = running().environmentFor(deployer, { method: "azurePipelines" });
    const { pathname } = new URL(String(environment["SYSTEM_OIDCREQUESTURI"]));
    const headers = { authorization: `Bearer ${String(environment["SYSTEM_ACCESSTOKEN"])}` };
    const answer = await send(running(), { path: `${pathname}?audience=${encodeURIComponent(audience)}`, headers });
    expect(answer).toMatchObject({ status: 405, headers: { allow: "POST" } });
    expect(answer.text).toContain("The requested resource does not support http method 'GET'.");
    expect(running().requests()).toEqual([{ operation: "oidc.token", method: "GET", path: pathname, status: 405 }]);
  });

  describe("WorkloadIdentityCredential", () => {
    let folder = "";
    let file = "";

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "workload-identity-"));
      file = join(folder, "token");
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    const environment = () => ({
      ...running().environment,
      AZURE_TENANT_ID: customerTenant,
      AZURE_CLIENT_ID: deployer.clientId,
      AZURE_FEDERATED_TOKEN_FILE: file,
    });

    it.each(["WorkloadIdentityCredential", "ManagedIdentityCredential"])(
      "signs in with the token of a file as %s",
      async (name) => {
        writeFileSync(file, `${await running().issueOidcToken({ subject })}\n`);
        const options = { clientId: deployer.clientId };
        expect(await signInWith(running(), name, environment(), options)).toMatchObject({ claims: signedIn });
      },
    );

    it("is refused with the token of another job", async () => {
      writeFileSync(file, await running().issueOidcToken({ subject: "repo:contoso/other:ref:refs/heads/main" }));
      const { error } = await signInWith(running(), "WorkloadIdentityCredential", environment());
      expect(error?.message).toContain("AADSTS700213");
    });
  });
});
