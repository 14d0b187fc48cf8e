import { once } from "node:events";
import type { Emulator, FaultEffect, Operation } from "../../emulator/azure";
import { customerTenant, deployer, json, prepare, send, type PlainRequest } from "./http";
import { textWith } from "./matchers";
import { shareEmulator } from "./running";

const pipelineIdentity = { tenantId: customerTenant, objectId: "11111111-aaaa-4aaa-8aaa-000000000003" };
const resource = "resource=https://management.azure.com";

function form(fields: Readonly<Record<string, string>>): Pick<PlainRequest, "method" | "headers" | "body"> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", headers, body: new URLSearchParams(fields).toString() };
}

/** Each operation that a sign-in may ask for, and a request for it that succeeds. */
const signInRequests: readonly (readonly [Operation, (emulator: Emulator) => PlainRequest])[] = [
  ["metadata.get", () => ({ path: "/metadata/endpoints?api-version=2022-09-01" })],
  ["entra.instanceDiscovery", () => ({ path: "/common/discovery/instance?api-version=1.1" })],
  ["entra.openidConfiguration", () => ({ path: `/${customerTenant}/v2.0/.well-known/openid-configuration` })],
  [
    "entra.token",
    () => ({
      path: `/${customerTenant}/oauth2/v2.0/token`,
      ...form({
        grant_type: "client_credentials",
        client_id: deployer.clientId,
        client_secret: deployer.clientSecret,
        scope: "https://management.azure.com/.default",
      }),
    }),
  ],
  [
    "imds.token",
    () => ({
      path: `/metadata/identity/oauth2/token?api-version=2018-02-01&${resource}`,
      headers: { metadata: "true" },
    }),
  ],
  [
    "appService.token",
    (emulator) => {
      const { IDENTITY_HEADER: header = "" } = emulator.environmentFor(pipelineIdentity, { method: "appService" });
      return { path: `/msi/token?api-version=2019-08-01&${resource}`, headers: { "x-identity-header": header } };
    },
  ],
  [
    "oidc.token",
    (emulator) => {
      const { SYSTEM_ACCESSTOKEN: token = "" } = emulator.environmentFor(deployer, { method: "azurePipelines" });
      return {
        method: "POST",
        path: `/oidc/azurepipelines/oidctoken?api-version=7.1&serviceConnectionId=${deployer.objectId}`,
        headers: { authorization: `Bearer ${token}` },
      };
    },
  ],
];

describe("faults of a sign-in", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  describe.each(signInRequests)("%s", (operation, request) => {
    function ask() {
      return send(running(), request(running()));
    }

    function fail(effect: FaultEffect): void {
      running().addFault({ operation, effect });
    }

    /** The request log has both, and the second is answered as if there had been no fault. */
    async function expectLoggedAndOver(status: number): Promise<void> {
      const next = await ask();
      expect([next.status, typeof json(next)]).toEqual([200, "object"]);
      expect(running().requests()).toMatchObject([
        { operation, status },
        { operation, status: 200 },
      ]);
    }

    it("can be cut", async () => {
      fail({ kind: "reset", when: "before" });
      await expect(ask()).rejects.toMatchObject({ code: "ECONNRESET" });
      await expectLoggedAndOver(0);
    });

    it("can be left without an answer", async () => {
      fail({ kind: "hang" });
      const { body, ...plain } = request(running());
      const outgoing = prepare(running(), plain);
      const isAnswered = once(outgoing, "response").then(
        () => true,
        () => false,
      );
      outgoing.end(body);
      while (running().faults()[0]?.seen !== 1) {
        await send(running(), { path: "/_emulator/faults" });
      }
      outgoing.destroy(new Error("gave up"));
      expect(await isAnswered).toBe(false);
      await expectLoggedAndOver(0);
    });

    it("can be answered with a web page", async () => {
      fail({ kind: "html" });
      const headers = { "content-type": textWith("text/html") };
      expect(await ask()).toMatchObject({ status: 502, headers, text: textWith("Bad Gateway") });
      await expectLoggedAndOver(502);
    });

    it("can be answered with 503 and a header", async () => {
      fail({ kind: "status", status: 503, headers: { "Retry-After": "7" } });
      const headers = { "content-type": textWith("application/json"), "retry-after": "7" };
      expect(await ask()).toMatchObject({ status: 503, headers });
      await expectLoggedAndOver(503);
    });

    it("can be flooded", async () => {
      fail({ kind: "flood", bytes: 100_000 });
      const answer = await ask();
      expect([answer.status, answer.text.length]).toEqual([200, 100_000]);
      await expectLoggedAndOver(200);
    });
  });
});
