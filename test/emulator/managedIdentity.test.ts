import type { Emulator } from "../../emulator/azure";
import { customerTenant, deployer, guest, json, partnerTenant, send, type PlainAnswer } from "./http";
import { claimsOf } from "./jwt";
import { textWith } from "./matchers";
import { shareEmulator } from "./running";
import { operationsOf, signInWith } from "./signIn";

const own = {
  tenantId: customerTenant,
  objectId: "11111111-aaaa-4aaa-8aaa-000000000003",
  clientId: "11111111-cccc-4ccc-8ccc-000000000003",
};
const ownIdentity = { tenantId: own.tenantId, objectId: own.objectId };
const assigned = {
  tenantId: partnerTenant,
  objectId: "22222222-aaaa-4aaa-8aaa-000000000003",
  clientId: "22222222-cccc-4ccc-8ccc-000000000003",
};
const resourceId =
  "/subscriptions/22222222-5555-4555-8555-000000000001/resourceGroups/partner/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fabrikam-pipeline";

describe("managed identity", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(async () => {
    await start();
    const { objectId, clientId } = assigned;
    const principal = { name: "fabrikam-pipeline", kind: "managedIdentity", objectId, clientId, resourceId } as const;
    running().addPrincipal(partnerTenant, principal);
  });
  beforeEach(reset);
  afterAll(stop);

  const methods = [
    ["IMDS", "managedIdentity", "imds.token", "Identity not found"],
    ["App Service", "appService", "appService.token", "No User Assigned or Delegated Managed Identity found"],
  ] as const;

  describe.each(methods)("ManagedIdentityCredential by %s", (_, method, operation, notFound) => {
    it("signs in as the machine's own identity", async () => {
      const environment = running().environmentFor(own, { method });
      expect(environment).not.toHaveProperty("ARM_CLIENT_ID");
      const { claims } = await signInWith(running(), "ManagedIdentityCredential", environment);
      expect(claims).toMatchObject({ oid: own.objectId, appid: own.clientId, tid: customerTenant, aud: running().url });
      expect(running().requests()).toMatchObject([{ operation, status: 200, objectId: own.objectId }]);
    });

    it.each([
      ["client id", { clientId: assigned.clientId.toUpperCase() }],
      ["object id", { objectId: assigned.objectId }],
      ["resource id", { resourceId: resourceId.toLowerCase() }],
    ])("signs in as an assigned identity by its %s", async (__, options) => {
      const environment = running().environmentFor(assigned, { method });
      expect(environment["ARM_CLIENT_ID"]).toBe(assigned.clientId);
      const { claims } = await signInWith(running(), "ManagedIdentityCredential", environment, options);
      expect(claims).toMatchObject({ oid: assigned.objectId, tid: partnerTenant });
    });

    it("says that there is no such identity", async () => {
      const environment = running().environmentFor(own, { method });
      const options = { clientId: deployer.clientId };
      const { error } = await signInWith(running(), "ManagedIdentityCredential", environment, options);
      expect(error).toMatchObject({
        name: "CredentialUnavailableError",
        message: textWith(notFound),
      });
      expect(running().requests()).toMatchObject([{ operation, status: 400 }]);
    });
  });

  describe("machine", () => {
    afterEach(() => {
      running().setDirectory({ ...running().directory, machine: { managedIdentity: { ...ownIdentity } } });
    });

    it("has no identity of its own unless the directory says which", async () => {
      running().setDirectory({ ...running().directory, machine: {} });
      const environment = running().environmentFor(own, { method: "managedIdentity" });
      expect(environment["ARM_CLIENT_ID"]).toBe(own.clientId);
      const { error } = await signInWith(running(), "ManagedIdentityCredential", environment);
      expect(error?.message).toContain("Identity not found");
    });

    it("must have an identity of the directory", () => {
      expect(() => {
        running().setDirectory({ ...running().directory, machine: { managedIdentity: { ...guest } } });
      }).toThrow(`directory.machine.managedIdentity: the directory has no managedIdentity ${guest.objectId}`);
      expect(() => {
        running().setDirectory({ ...running().directory, machine: { managedIdentity: own } });
      }).toThrow("directory.machine.managedIdentity.clientId: is not known here");
    });
  });

  describe("DefaultAzureCredential", () => {
    it("finds the managed identity after all else", async () => {
      const environment = running().environmentFor(own, { method: "managedIdentity" });
      const { claims } = await signInWith(running(), "DefaultAzureCredential", environment);
      expect(claims).toMatchObject({ oid: own.objectId });
      expect(operationsOf(running())).toEqual(["imds.token"]);
    });

    it("signs in with the secret of the environment first", async () => {
      const environment = {
        ...running().environment,
        AZURE_TENANT_ID: customerTenant,
        AZURE_CLIENT_ID: deployer.clientId,
        AZURE_CLIENT_SECRET: deployer.clientSecret,
      };
      const { claims } = await signInWith(running(), "DefaultAzureCredential", environment);
      expect(claims).toMatchObject({ oid: deployer.objectId });
      expect(operationsOf(running())).toEqual(["entra.openidConfiguration", "entra.token"]);
    });
  });

  describe("IMDS endpoint", () => {
    const metadata = { metadata: "true" };
    const path = (query = `?api-version=2018-02-01&resource=${encodeURIComponent(running().url)}`) =>
      `/metadata/identity/oauth2/token${query}`;

    it("describes the token in texts", async () => {
      const body = json(await send(running(), { path: path(), headers: metadata })) as Record<string, unknown>;
      expect(body).toMatchObject({
        token_type: "Bearer",
        expires_in: "3599",
        resource: running().url,
        client_id: own.clientId,
      });
      expect(Number(body["expires_on"]) - Number(body["not_before"])).toBe(3599);
      expect(claimsOf(String(body["access_token"]))).toMatchObject({ oid: own.objectId });
    });

    it("answers a probe without the header with 400", async () => {
      const answer = await send(running(), { path: path("") });
      expect(answer.status).toBe(400);
      expect(json(answer)).toEqual({
        error: "invalid_request",
        error_description: "Required metadata header not specified",
      });
    });

    it.each<[string, string, string]>([
      ["no api-version", `?resource=https://management.azure.com`, "'api-version' is missing"],
      ["no resource", "?api-version=2018-02-01", "'resource' is missing"],
      ["an unknown resource", "?api-version=2018-02-01&resource=https://no.invalid", "AADSTS500011"],
    ])("refuses %s", async (_, query, part) => {
      const answer = await send(running(), { path: path(query), headers: metadata });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(part);
    });

    it("passes on what Entra says of a new identity", async () => {
      const fresh = { ...own, objectId: "11111111-aaaa-4aaa-8aaa-0000000000bb", clientId: own.objectId };
      running().addPrincipal(customerTenant, {
        name: "fresh",
        kind: "managedIdentity",
        objectId: fresh.objectId,
        clientId: fresh.clientId,
        unknownFirst: 1,
      });
      const ask = () => send(running(), { path: `${path()}&client_id=${fresh.clientId}`, headers: metadata });
      expect((await ask()).text).toContain("AADSTS700016");
      expect((await ask()).status).toBe(200);
      running().removePrincipal(customerTenant, fresh.objectId);
    });
  });

  describe("App Service endpoint", () => {
    function ask(emulator: Emulator, query: string, header?: string): Promise<PlainAnswer> {
      const { IDENTITY_ENDPOINT = "", IDENTITY_HEADER = "" } = emulator.environmentFor(own, { method: "appService" });
      const { pathname } = new URL(IDENTITY_ENDPOINT);
      const headers = { "x-identity-header": header ?? IDENTITY_HEADER };
      return send(emulator, { path: `${pathname}${query}`, headers });
    }

    const resource = () => `&resource=${encodeURIComponent(running().url)}`;

    it("describes the token", async () => {
      const answer = await ask(running(), `?api-version=2019-08-01${resource()}`);
      const { expires_on: expiresOn, ...rest } = json(answer) as Record<string, unknown>;
      expect(rest).toMatchObject({ token_type: "Bearer", resource: running().url, client_id: own.clientId });
      expect(Number(expiresOn)).toBeGreaterThan(Date.now() / 1000);
    });

    it("wants the header of the environment, which is not in the log", async () => {
      expect((await ask(running(), `?api-version=2019-08-01${resource()}`, "canary-header")).status).toBe(401);
      expect(JSON.stringify(running().requests())).not.toContain("canary-header");
    });

    it.each(["?api-version=2017-09-01&resource=https://management.azure.com", "?api-version=2019-08-01"])(
      "refuses %s",
      async (query) => {
        const answer = await ask(running(), query);
        expect(json(answer)).toMatchObject({ statusCode: 400 });
      },
    );
  });

  describe("faults", () => {
    it.each([
      ["imds.token", "managedIdentity"],
      ["appService.token", "appService"],
    ] as const)("of %s are seen by the credential", async (operation, method) => {
      running().addFault({ operation, effect: { kind: "aadsts", code: 700016 } });
      const environment = running().environmentFor(own, { method });
      const { error } = await signInWith(running(), "ManagedIdentityCredential", environment);
      expect(error?.message).toContain("AADSTS700016");
    });
  });
});
