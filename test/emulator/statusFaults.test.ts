import type { FaultEffect, FaultRule } from "../../emulator/azure";
import {
  askForToken,
  customerTenant,
  deployer,
  json,
  locationPartner,
  operate,
  otherLocationPartner,
  outcome,
  partnersPath,
  send,
} from "./http";
import { anyText } from "./matchers";
import { shareEmulator } from "./running";

/** A request that needs no token, by who answers it. */
const requests = [
  ["ARM", partnersPath()],
  ["Entra", `/${customerTenant}/discovery/keys`],
  ["the OIDC issuer", "/oidc/.well-known/jwks"],
  ["IMDS", "/metadata/identity/oauth2/token"],
  ["App Service", "/msi/token"],
] as const;

describe("faults that answer with another status", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function fail(operation: FaultRule["operation"], effect: FaultEffect): void {
    running().addFault({ operation, effect });
  }

  function row() {
    return running().link(customerTenant, deployer.objectId);
  }

  it.each(requests)("answer with null for a body in the name of %s", async (_, path) => {
    fail("*", { kind: "status", status: 200, body: null });
    expect(await send(running(), { path })).toMatchObject({ status: 200, text: "null" });
  });

  it.each(requests)("carry whatever HTTP allows in a header in the name of %s", async (_, path) => {
    // A tab, and control characters above 127, are all that HTTP lets through of their kind.
    const headers = { "x-ms-request-id": 'a\tb ::error::"%0a é\u0080\u009b31mÿ', "x-ms-empty": "" };
    fail("*", { kind: "status", status: 503, headers });
    running().addFault({ operation: "*", calls: 2, effect: { kind: "status", status: 403, when: "after", headers } });
    for (const status of [503, 403]) {
      expect(await send(running(), { path })).toMatchObject({ status, headers });
    }
  });

  it.each([200, 201, 202, 301, 408, 500, 503, 504])(
    "answer with %i and the usual body after the write",
    async (status) => {
      fail("partner.create", { kind: "status", status, when: "after", headers: { Location: "/elsewhere" } });
      const answer = await operate(running(), "PUT", locationPartner);
      expect(answer).toMatchObject({ status, headers: { location: "/elsewhere", "x-ms-request-id": anyText } });
      expect(answer.headers).toHaveProperty("x-ms-ratelimit-remaining-tenant-writes");
      expect(json(answer)).toMatchObject({ name: locationPartner });
      expect(answer.headers["content-length"]).toBe(String(Buffer.byteLength(answer.text)));
      expect(row()?.partnerId).toBe(locationPartner);
      expect(running().requests()).toMatchObject([{ operation: "partner.create", status }]);
    },
  );

  it("answer with 204 and nothing else after the write", async () => {
    fail("partner.create", { kind: "status", status: 204, when: "after" });
    const answer = await operate(running(), "PUT", locationPartner);
    expect(answer).toMatchObject({ status: 204, text: "" });
    expect(answer.headers).not.toHaveProperty("content-type");
    expect(answer.headers).not.toHaveProperty("content-length");
    expect(row()?.partnerId).toBe(locationPartner);
  });

  it.each([
    ["a body", { body: { error: { code: "Odd", message: { lang: "en" } } } }, { code: "Odd", message: { lang: "en" } }],
    ["a code", { code: "Busy" }, { code: "Busy", message: anyText }],
    ["a message", { message: "Try later." }, { code: "ServerError", message: "Try later." }],
  ])("answer with a status and %s of their own after the write", async (_, own, error) => {
    fail("partner.create", { kind: "status", status: 500, when: "after", ...own });
    const answer = await operate(running(), "PUT", locationPartner);
    expect(answer.status).toBe(500);
    expect(json(answer)).toEqual({ error });
    expect(row()?.partnerId).toBe(locationPartner);
  });

  it.each([
    ["partner.update", "PATCH", 202, otherLocationPartner, "Active"],
    ["partner.delete", "DELETE", 500, locationPartner, "Deleted"],
  ] as const)("answer %s with another status after the write", async (operation, method, status, partnerId, state) => {
    running().setLink(customerTenant, deployer.objectId, locationPartner);
    fail(operation, { kind: "status", status, when: "after" });
    const answer = await operate(running(), method, partnerId);
    expect(answer.status).toBe(status);
    expect(answer.text === "").toBe(method === "DELETE");
    expect(row()).toMatchObject({ partnerId, state });
  });

  it("answer a read and a token with another status and the usual body", async () => {
    running().setLink(customerTenant, deployer.objectId, locationPartner);
    fail("partners.get", { kind: "status", status: 203, when: "after" });
    fail("entra.token", { kind: "status", status: 201, when: "after" });
    const [read, token] = [await operate(running(), "GET"), await askForToken(running())];
    expect([read.status, token.status]).toEqual([203, 201]);
    expect([json(read), json(token)]).toMatchObject([{ name: locationPartner }, { access_token: anyText }]);
  });

  it("answer with a status and write nothing when told before", async () => {
    fail("partner.create", { kind: "status", status: 201, when: "before" });
    expect(outcome(await operate(running(), "PUT", locationPartner))).toBe("201 ServerError");
    expect(row()).toBeUndefined();
  });
});
