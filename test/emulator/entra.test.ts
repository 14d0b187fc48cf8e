import type { JsonWebKey } from "node:crypto";
import { aadstsCode, askForToken, customerTenant, deployer, json, partnerTenant, send } from "./http";
import { claimsOf, isSignedBy } from "./jwt";
import { objectWith, textLike } from "./matchers";
import { shareEmulator } from "./running";

describe("Microsoft Entra ID", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  const unknownTenant = "99999999-9999-4999-8999-999999999999";

  interface TokenBody {
    token_type: string;
    expires_in: number;
    access_token: string;
  }

  /** The claims of a token, whose signature must be good. */
  async function checkedClaims(token: string): Promise<Record<string, unknown>> {
    const document = await send(running(), { path: `/${customerTenant}/discovery/v2.0/keys` });
    const { keys } = json(document) as { keys: JsonWebKey[] };
    expect(keys.map((key) => isSignedBy(token, key))).toEqual([true]);
    return claimsOf(token);
  }

  describe("token endpoint", () => {
    it("gives a service principal with its secret a signed token of an hour", async () => {
      const answer = await askForToken(running());
      expect(answer.status).toBe(200);
      expect(answer.headers["cache-control"]).toContain("no-store");
      const body = json(answer) as TokenBody & Record<string, unknown>;
      expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
      const claims = await checkedClaims(body.access_token);
      expect(claims).toMatchObject({
        aud: running().url,
        iss: `${running().url}/${customerTenant}/`,
        appid: deployer.clientId,
        appidacr: "1",
        idtyp: "app",
        oid: deployer.objectId,
        tid: customerTenant,
        ver: "1.0",
      });
      expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(3599);
    });

    it("takes client id and secret from a Basic header", async () => {
      const basic = Buffer.from(`${deployer.clientId}:${encodeURIComponent(deployer.clientSecret)}`).toString("base64");
      const answer = await askForToken(
        running(),
        { client_id: undefined, client_secret: undefined },
        { headers: { authorization: `Basic ${basic}` } },
      );
      expect(answer.status).toBe(200);
    });

    it("takes a tenant by its domain and in any case", async () => {
      for (const tenant of ["contoso.example", customerTenant.toUpperCase()]) {
        const answer = await askForToken(running(), {}, { tenant });
        expect((await checkedClaims((json(answer) as TokenBody).access_token))["tid"]).toBe(customerTenant);
      }
    });

    it.each<[string, Record<string, string | undefined>, string, number, number, string]>([
      ["a wrong secret", { client_secret: "wrong" }, customerTenant, 401, 7000215, "invalid_client"],
      ["an empty secret", { client_secret: "" }, customerTenant, 401, 7000215, "invalid_client"],
      ["no secret", { client_secret: undefined }, customerTenant, 401, 7000216, "invalid_client"],
      ["an application of another tenant", {}, partnerTenant, 400, 700016, "unauthorized_client"],
      ["an unknown tenant", {}, unknownTenant, 400, 90002, "invalid_request"],
      ["an unknown domain", {}, "nowhere.example", 400, 90002, "invalid_request"],
      ["no sort of tenant", {}, "x", 400, 900023, "invalid_request"],
      ["no tenant in particular", {}, "common", 400, 50059, "invalid_request"],
      ["no client id", { client_id: undefined }, customerTenant, 400, 900144, "invalid_request"],
      ["no scope", { scope: undefined }, customerTenant, 400, 900144, "invalid_request"],
      ["no grant", { grant_type: undefined }, customerTenant, 400, 900144, "invalid_request"],
      ["an unknown grant", { grant_type: "password" }, customerTenant, 400, 70003, "unsupported_grant_type"],
      ["a scope of users", { scope: "https://management.azure.com/x" }, customerTenant, 400, 1002012, "invalid_scope"],
      [
        "an unknown resource",
        { scope: "https://no.invalid/.default" },
        customerTenant,
        400,
        500011,
        "invalid_resource",
      ],
    ])("refuses %s", async (_, changes, tenant, status, code, error) => {
      const answer = await askForToken(running(), changes, { tenant });
      expect(answer.status).toBe(status);
      expect(json(answer)).toMatchObject({ error, error_codes: [code] });
    });

    it("says what is wrong in the form Azure's clients read, and never repeats the secret", async () => {
      const correlationId = "12345678-1234-4234-8234-123456789012";
      const answer = await askForToken(
        running(),
        { client_secret: "canary-secret" },
        { headers: { "client-request-id": correlationId } },
      );
      const body = json(answer) as Record<string, string>;
      expect(body).toEqual({
        error: "invalid_client",
        error_description: `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${deployer.clientId}'. Trace ID: ${String(body["trace_id"])} Correlation ID: ${correlationId} Timestamp: ${String(body["timestamp"])}`,
        error_codes: [7000215],
        timestamp: textLike(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}Z$/),
        trace_id: answer.headers["x-ms-request-id"],
        correlation_id: correlationId,
        error_uri: `${running().url}/error?code=7000215`,
      });
      expect(answer.text).not.toContain("canary-secret");
      expect(JSON.stringify(running().requests())).not.toContain("canary-secret");
    });

    it("knows the caller in the request log", async () => {
      await askForToken(running());
      expect(running().requests()).toEqual([
        {
          operation: "entra.token",
          method: "POST",
          path: `/${customerTenant}/oauth2/v2.0/token`,
          status: 200,
          tenantId: customerTenant,
          objectId: deployer.objectId,
        },
      ]);
    });
  });

  describe("secrets and principals of the directory", () => {
    const principal = {
      name: "rotating",
      kind: "servicePrincipal",
      objectId: "11111111-aaaa-4aaa-8aaa-0000000000aa",
      clientId: "11111111-cccc-4ccc-8ccc-0000000000aa",
    } as const;
    const codes = async (secret: string, times: number) => {
      const seen: (number | undefined)[] = [];
      for (let attempt = 0; attempt < times; attempt += 1) {
        seen.push(aadstsCode(await askForToken(running(), { client_id: principal.clientId, client_secret: secret })));
      }
      return seen;
    };

    afterEach(() => {
      running().removePrincipal(customerTenant, principal.objectId);
    });

    it("refuses a new secret so many times, accepts it, and refuses it again", async () => {
      const secret = { value: "new", refusedFirst: 2, acceptedTimes: 1 };
      running().addPrincipal(customerTenant, { ...principal, clientSecrets: [secret] });
      expect(await codes("new", 4)).toEqual([7000215, 7000215, undefined, 7000215]);
    });

    it("does not know a new principal so many times", async () => {
      running().addPrincipal(customerTenant, { ...principal, clientSecrets: ["new"], unknownFirst: 2 });
      expect(await codes("new", 3)).toEqual([700016, 700016, undefined]);
    });

    it("refuses an expired secret and a disabled application", async () => {
      running().addPrincipal(customerTenant, { ...principal, clientSecrets: [{ value: "old", expired: true }] });
      expect(await codes("old", 1)).toEqual([7000222]);
      running().addPrincipal(customerTenant, { ...principal, clientSecrets: ["new"], disabled: true });
      expect(await codes("new", 1)).toEqual([7000112]);
    });

    it("accepts a secret from when it is added until it is removed", async () => {
      running().addPrincipal(customerTenant, principal);
      expect(await codes("new", 1)).toEqual([7000215]);
      running().addSecret(customerTenant, principal.objectId, "new");
      expect(await codes("new", 1)).toEqual([undefined]);
      running().removeSecret(customerTenant, principal.objectId, "new");
      expect(await codes("new", 1)).toEqual([7000215]);
    });
  });

  describe("discovery", () => {
    it.each([
      ["v2.0/", "v2.0", "/oauth2/v2.0/token"],
      ["", "", "/oauth2/token"],
    ])("describes a tenant at %s.well-known", async (version, issuerEnd, tokenPath) => {
      const { url } = running();
      const answer = await send(running(), { path: `/${partnerTenant}/${version}.well-known/openid-configuration` });
      expect(json(answer)).toMatchObject({
        issuer: `${url}/${partnerTenant}/${issuerEnd}`,
        token_endpoint: `${url}/${partnerTenant}${tokenPath}`,
      });
    });

    it("does not describe an unknown tenant", async () => {
      const answer = await send(running(), { path: `/${unknownTenant}/v2.0/.well-known/openid-configuration` });
      expect(answer.status).toBe(400);
      expect(json(answer)).toMatchObject({ error: "invalid_tenant", error_codes: [90002] });
    });

    it("describes no tenant in particular with a placeholder", async () => {
      const answer = await send(running(), { path: "/organizations/v2.0/.well-known/openid-configuration" });
      expect(json(answer)).toMatchObject({ issuer: `${running().url}/{tenantid}/v2.0` });
    });

    it("answers instance discovery with itself", async () => {
      const { url, host } = running();
      const authorize = encodeURIComponent(`${url}/${customerTenant}/oauth2/v2.0/authorize`);
      const path = `/common/discovery/instance?api-version=1.1&authorization_endpoint=${authorize}`;
      expect(json(await send(running(), { path }))).toMatchObject({
        tenant_discovery_endpoint: `${url}/${customerTenant}/v2.0/.well-known/openid-configuration`,
        metadata: [{ preferred_network: host, aliases: [host] }],
      });
    });
  });

  describe("metadata endpoint", () => {
    it("describes the cloud as an object to api-version 2022-09-01", async () => {
      const { url } = running();
      expect(json(await send(running(), { path: "/metadata/endpoints?api-version=2022-09-01" }))).toMatchObject({
        name: "PartnerAdminLinkEmulator",
        resourceManager: url,
        authentication: { loginEndpoint: url, audiences: [url], tenant: "common", identityProvider: "AAD" },
        suffixes: { storage: "core.invalid", keyVaultDns: "vault.invalid" },
      });
    });

    it("describes it as a list to api-version 2019-05-01", async () => {
      const answer = await send(running(), { path: "/metadata/endpoints?api-version=2019-05-01" });
      expect(json(answer)).toEqual([objectWith({ resourceManager: running().url })]);
    });

    it("describes it in the old names to api-version 2015-01-01", async () => {
      const answer = await send(running(), { path: "/metadata/endpoints?api-version=2015-01-01" });
      expect(json(answer)).toEqual({
        galleryEndpoint: "https://gallery.invalid/",
        graphEndpoint: "https://graph.invalid/",
        portalEndpoint: "https://portal.invalid",
        authentication: { loginEndpoint: running().url, audiences: [running().url] },
      });
    });

    it("names no host that exists beside the emulator's own", async () => {
      const { text } = await send(running(), { path: "/metadata/endpoints?api-version=2022-09-01" });
      const own = text.replaceAll(running().url, "");
      const hosts = [...own.matchAll(/https:\/\/[^/"]+/g)].map(String);
      expect(hosts.filter((host) => !/\.invalid(:\d+)?$/.test(host))).toEqual([]);
    });

    it("wants an api-version", async () => {
      expect((await send(running(), { path: "/metadata/endpoints" })).status).toBe(400);
    });
  });
});
