import { customerTenant, deployer, json, locationPartner, operate, outcome, send, type PlainRequest } from "./http";
import { shareEmulator } from "./running";

describe("admin routes", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  const asJson = { "content-type": "application/json" };
  const linkPath = `/_emulator/links/${customerTenant}/${deployer.objectId}`;

  function put(path: string, body: unknown) {
    return send(running(), { method: "PUT", path, headers: asJson, body: JSON.stringify(body) });
  }

  function message(answer: { text: string }): string {
    return (JSON.parse(answer.text) as { error: { message: string } }).error.message;
  }

  describe("admin routes for links", () => {
    it("set, show and remove a link behind everybody's back", async () => {
      expect(json(await put(linkPath, { partnerId: locationPartner }))).toMatchObject({
        partnerId: "123456",
        version: 1,
      });
      expect(outcome(await operate(running(), "GET"))).toBe("200");
      expect(json(await put(linkPath, { partnerId: null }))).toMatchObject({ state: "Deleted", version: 2 });
      expect(json(await send(running(), { path: "/_emulator/links" }))).toEqual(running().links());
      expect(outcome(await operate(running(), "GET"))).toBe("404 NotFound");
    });

    it("answer null where there is nothing to remove", async () => {
      expect(json(await put(linkPath, { partnerId: null }))).toBeNull();
    });

    it("take a partner that the directory does not know", async () => {
      expect(json(await put(linkPath, { partnerId: "999999" }))).toMatchObject({
        partnerId: "999999",
        partnerName: "",
      });
    });

    it("refuse an identity that the directory does not have", async () => {
      const answer = await put(`/_emulator/links/${customerTenant}/${customerTenant}`, { partnerId: locationPartner });
      expect(answer.status).toBe(404);
      expect(message(answer)).toBe(`The directory has no principal ${customerTenant} in tenant ${customerTenant}.`);
    });
  });

  describe("admin routes for requests", () => {
    it("show the log, of which they are no part, and clear it", async () => {
      await operate(running(), "GET");
      const answer = await send(running(), { path: "/_emulator/requests" });
      expect(json(answer)).toEqual(running().requests());
      expect(running().requests()).toHaveLength(1);
      expect((await send(running(), { method: "DELETE", path: "/_emulator/requests" })).status).toBe(204);
      expect(running().requests()).toEqual([]);
    });
  });

  describe("admin routes for faults", () => {
    it("add, show and clear rules", async () => {
      const rule = { operation: "partners.get", calls: { from: 2 }, effect: { kind: "status", status: 503 } };
      const added = await send(running(), {
        method: "POST",
        path: "/_emulator/faults",
        headers: asJson,
        body: JSON.stringify(rule),
      });
      expect(added.status).toBe(201);
      expect(json(added)).toMatchObject({ ...rule, seen: 0 });
      await operate(running(), "GET");
      expect(outcome(await operate(running(), "GET"))).toBe("503 ServerError");
      expect(json(await send(running(), { path: "/_emulator/faults" }))).toMatchObject([{ ...rule, seen: 2 }]);
      expect((await send(running(), { method: "DELETE", path: "/_emulator/faults" })).status).toBe(204);
      expect(running().faults()).toEqual([]);
    });
  });

  describe("admin route for latency", () => {
    it("sets it", async () => {
      expect(json(await put("/_emulator/latency", { ms: 60 }))).toEqual({ ms: 60 });
      const started = performance.now();
      await operate(running(), "GET");
      expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    });
  });

  describe("admin routes given a bad body", () => {
    const fault = (changes: object) => ({ operation: "entra.token", effect: { kind: "hang" }, ...changes });

    it.each<[string, string, unknown, string]>([
      ["PUT", linkPath, {}, "body.partnerId: is missing"],
      ["PUT", linkPath, { partnerId: 123456 }, "body.partnerId: must be a string of digits"],
      ["PUT", linkPath, { partnerId: "12 34" }, "body.partnerId: must be a string of digits"],
      ["PUT", linkPath, { partnerId: "1", version: 3 }, "body.version: is not known here; known are partnerId"],
      ["PUT", linkPath, ["123456"], "body: must be an object"],
      ["PUT", "/_emulator/latency", { ms: -1 }, "body.ms: must be a whole number of at least 0 and at most 600000"],
      [
        "POST",
        "/_emulator/faults",
        fault({ operation: "token" }),
        'body.operation: must be one of "entra.instanceDisc',
      ],
      ["POST", "/_emulator/faults", fault({ effect: {} }), 'body.effect.kind: must be one of "status", "reset", '],
      ["POST", "/_emulator/faults", fault({ calls: 0 }), "body.calls: must be a whole number of at least 1"],
      ["POST", "/_emulator/faults", fault({ calls: { from: 3, to: 2 } }), "body.calls.to: must not be less than from"],
      ["POST", "/_emulator/faults", fault({ tenantId: "x" }), "body.tenantId: must be a GUID"],
      ["POST", "/_emulator/faults", fault({ effect: { kind: "delay" } }), "body.effect.ms: is missing"],
      [
        "POST",
        "/_emulator/faults",
        fault({ effect: { kind: "flood", bytes: 1 } }),
        "body.effect.bytes: must be a whole number of at least 2",
      ],
      [
        "POST",
        "/_emulator/faults",
        fault({ effect: { kind: "status", status: 700 } }),
        "body.effect.status: must be a whole number of at least 200 and at most 599",
      ],
      [
        "POST",
        "/_emulator/faults",
        fault({ effect: { kind: "status", status: 503, headers: { "not a header": "x" } } }),
        "body.effect.headers: holds a name that HTTP does not allow",
      ],
      [
        "POST",
        "/_emulator/faults",
        fault({ effect: { kind: "status", status: 503, headers: { "x-ms-request-id": "a\u001b[31m" } } }),
        "body.effect.headers.x-ms-request-id: holds a character that HTTP does not allow",
      ],
      [
        "POST",
        "/_emulator/faults",
        fault({ effect: { kind: "contentType", contentType: "text/plain\r\nx: y" } }),
        "body.effect.contentType: holds a character that HTTP does not allow",
      ],
    ])("%s %s refuses %j", async (method, path, body, expected) => {
      const answer = await send(running(), { method, path, headers: asJson, body: JSON.stringify(body) });
      expect(answer.status).toBe(400);
      expect(message(answer)).toContain(expected);
      expect(running().faults()).toEqual([]);
    });

    it("say so when it is not JSON", async () => {
      const answer = await send(running(), { method: "PUT", path: linkPath, headers: asJson, body: "{" });
      expect([answer.status, message(answer)]).toEqual([400, "body: is not JSON"]);
    });
  });

  describe("admin routes asked by a web page", () => {
    const rule = JSON.stringify({ operation: "*", effect: { kind: "hang" } });

    it.each<[string, PlainRequest, number]>([
      ["with another name in Host", { path: "/_emulator/links", headers: { host: "evil.example" } }, 403],
      ["with an Origin", { path: "/_emulator/links", headers: { origin: "https://evil.example" } }, 403],
      ["with a body of a plain form", { method: "POST", path: "/_emulator/faults", body: rule }, 415],
    ])("refuse a request %s", async (_, request, status) => {
      expect((await send(running(), request)).status).toBe(status);
      expect(running().faults()).toEqual([]);
    });

    it("allow nothing across origins", async () => {
      const answer = await send(running(), { method: "OPTIONS", path: "/_emulator/links" });
      expect(answer.status).toBe(404);
      expect(Object.keys(answer.headers).filter((header) => header.startsWith("access-control"))).toEqual([]);
    });

    it("accept localhost as a name of loopback", async () => {
      const headers = { host: `localhost:${running().port}` };
      expect((await send(running(), { path: "/_emulator/links", headers })).status).toBe(200);
    });
  });

  describe("admin routes that do not exist", () => {
    it("say so", async () => {
      const answer = await send(running(), { path: "/_emulator/link" });
      expect([answer.status, message(answer)]).toEqual([404, "There is no GET /_emulator/link here."]);
    });
  });
});
