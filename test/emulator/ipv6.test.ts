import { connect } from "node:net";
import { startEmulator } from "../../emulator/azure";
import { askForToken, deployer, json, locationPartner, operate, outcome, send } from "./http";
import { claimsOf } from "./jwt";
import { shareEmulator } from "./running";

describe("an emulator that listens on ::1", () => {
  const { running, start, reset, stop } = shareEmulator({ host: "::1" });
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  it("is there alone, and says so", async () => {
    const { url, host, port, environment } = running();
    expect([url, host]).toEqual([`https://[::1]:${port}`, `[::1]:${port}`]);
    expect(environment).toMatchObject({ ARM_METADATA_HOSTNAME: host, AZURE_AUTHORITY_HOST: url });
    const refused = new Promise((resolve) => connect({ host: "127.0.0.1", port }).once("error", resolve));
    expect(await refused).toMatchObject({ code: "ECONNREFUSED" });
    await expect(startEmulator({ host: "::1", port })).rejects.toThrow(`Port ${port} of ::1 is in use.`);
  });

  it.each([
    "/metadata/endpoints?api-version=2022-09-01",
    "/metadata/endpoints?api-version=2019-05-01",
    "/common/discovery/instance",
    `/${deployer.tenantId}/v2.0/.well-known/openid-configuration`,
    "/oidc/.well-known/openid-configuration",
  ])("names itself, and nobody else, in %s", async (path) => {
    const answer = await send(running(), { path });
    const named = [...answer.text.matchAll(/https:\/\/[^/"]+/g)].map(String);
    expect(new Set(named.filter((origin) => !origin.includes(".invalid")))).toEqual(new Set([running().url]));
  });

  it("gives tokens for itself and takes its own ID tokens", async () => {
    const { url, issueOidcToken } = running();
    const assertion = await issueOidcToken({ subject: "repo:contoso/infrastructure:ref:refs/heads/main" });
    const answer = await askForToken(running(), {
      client_secret: undefined,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    });
    const { access_token: token } = json(answer) as { access_token: string };
    expect(claimsOf(token)).toMatchObject({ oid: deployer.objectId, aud: url, iss: `${url}/${deployer.tenantId}/` });
  });

  it("names itself to pipelines", () => {
    const environment = running().environmentFor(deployer, { method: "azurePipelines" });
    expect(environment["SYSTEM_OIDCREQUESTURI"]).toBe(`${running().url}/oidc/azurepipelines/oidctoken`);
  });

  it("keeps links and answers admin routes", async () => {
    expect(outcome(await operate(running(), "PUT", locationPartner))).toBe("200");
    expect(json(await send(running(), { path: "/_emulator/links" }))).toEqual(running().links());
  });
});
