import type { FaultEffect, FaultRule } from "../../emulator/azure";
import {
  askForToken,
  customerTenant,
  deployer,
  json,
  locationPartner,
  operate,
  outcome,
  partnersPath,
  prepare,
  send,
  sendAs,
} from "./http";
import { anyText, textWith } from "./matchers";
import { shareEmulator } from "./running";

describe("faults", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function fail(operation: FaultRule["operation"], effect: FaultEffect, more: Partial<FaultRule> = {}): void {
    running().addFault({ operation, effect, ...more });
  }

  function row() {
    return running().link(customerTenant, deployer.objectId);
  }

  /** The statuses of so many reads, one after the other. */
  async function reads(times: number): Promise<number[]> {
    const statuses: number[] = [];
    for (let call = 0; call < times; call += 1) {
      statuses.push((await operate(running(), "GET")).status);
    }
    return statuses;
  }

  const unavailable = { kind: "status", status: 503 } as const;

  describe("fault rules", () => {
    beforeEach(() => {
      running().setLink(customerTenant, deployer.objectId, locationPartner);
    });

    it.each([
      ["the first call by default", {}, [503, 200, 200, 200]],
      ["the nth call", { calls: 3 }, [200, 200, 503, 200]],
      ["the calls of a range", { calls: { from: 2, to: 3 } }, [200, 503, 503, 200]],
      ["all calls from one on", { calls: { from: 2 } }, [200, 503, 503, 503]],
    ])("catch %s", async (_, rule, expected) => {
      fail("partners.get", unavailable, rule);
      expect(await reads(4)).toEqual(expected);
    });

    it("count only calls of their operation", async () => {
      fail("partners.get", unavailable, { calls: 2 });
      await operate(running(), "GET", locationPartner);
      expect(await reads(2)).toEqual([200, 503]);
    });

    it("catch every operation when told so", async () => {
      fail("*", unavailable, { calls: { from: 1 } });
      expect((await askForToken(running())).status).toBe(503);
      expect(await reads(1)).toEqual([503]);
    });

    it.each(["tenantId", "objectId", "clientId"] as const)("catch only callers of their %s", async (key) => {
      const other = "33333333-3333-4333-8333-333333333333";
      fail("partners.get", unavailable, { [key]: other });
      expect(await reads(1)).toEqual([200]);
      fail("partners.get", { kind: "status", status: 502 }, { [key]: deployer[key].toUpperCase() });
      expect(await reads(2)).toEqual([502, 200]);
    });

    it("act in the order in which they were added and all count", async () => {
      fail("partners.get", unavailable, { calls: { from: 1, to: 2 } });
      fail("partners.get", { kind: "status", status: 500 }, { calls: { from: 2, to: 3 } });
      expect(await reads(4)).toEqual([503, 503, 500, 200]);
      expect(running().faults()).toMatchObject([{ seen: 4 }, { seen: 4 }]);
    });

    it("are gone once cleared", async () => {
      fail("partners.get", unavailable, { calls: { from: 1 } });
      running().clearFaults();
      expect(await reads(1)).toEqual([200]);
    });

    it("are refused when they make no sense", () => {
      const effect = { kind: "explode" } as unknown as FaultEffect;
      expect(() => running().addFault({ operation: "partners.get", effect })).toThrow(
        /fault\.effect\.kind: must be one of "status", /,
      );
    });
  });

  describe("fault effects", () => {
    it("answer with a status, headers and an error code", async () => {
      fail("partner.create", {
        kind: "status",
        status: 429,
        code: "TooManyRequests",
        message: "Slow down.",
        headers: { "Retry-After": "1" },
      });
      const answer = await operate(running(), "PUT", locationPartner);
      expect(outcome(answer)).toBe("429 TooManyRequests");
      expect(answer.headers).toMatchObject({ "retry-after": "1", "x-ms-request-id": anyText });
      expect(row()).toBeUndefined();
    });

    it("answer with a body of their own", async () => {
      fail("partners.get", { kind: "status", status: 500, body: { Message: "An error has occurred." } });
      expect(json(await operate(running(), "GET"))).toEqual({ Message: "An error has occurred." });
    });

    it("answer with a status that has no body", async () => {
      fail("partners.get", { kind: "status", status: 204 });
      expect(await operate(running(), "GET")).toMatchObject({ status: 204, text: "" });
    });

    it.each([
      ["before the write", "before", undefined],
      ["after the write, the reply being lost", "after", locationPartner],
    ] as const)("cut the connection %s", async (_, when, partnerId) => {
      fail("partner.create", { kind: "reset", when });
      await expect(operate(running(), "PUT", locationPartner)).rejects.toMatchObject({ code: "ECONNRESET" });
      expect(row()?.partnerId).toBe(partnerId);
      expect(running().requests()).toMatchObject([{ operation: "partner.create", status: 0 }]);
    });

    it("break the JSON off, the write being done", async () => {
      fail("partner.create", { kind: "truncate" });
      const answer = await operate(running(), "PUT", locationPartner);
      expect(answer.status).toBe(200);
      expect(() => json(answer)).toThrow(SyntaxError);
      expect(row()?.partnerId).toBe(locationPartner);
    });

    it("leave an answer without a body alone when they would break it off", async () => {
      running().setLink(customerTenant, deployer.objectId, locationPartner);
      fail("partner.delete", { kind: "truncate" });
      expect(await operate(running(), "DELETE", locationPartner)).toMatchObject({ status: 200, text: "" });
    });

    it.each([
      [{ kind: "html" }, 502, "Bad Gateway"],
      [{ kind: "html", status: 200, body: "<p>Sign in to the proxy</p>" }, 200, "proxy"],
    ] as const)("answer a web page: %j", async (effect, status, part) => {
      fail("partner.create", effect);
      const answer = await operate(running(), "PUT", locationPartner);
      expect(answer).toMatchObject({ status, text: textWith(part) });
      expect(answer.headers["content-type"]).toContain("text/html");
      expect(row()).toBeUndefined();
    });

    it("answer under another content type", async () => {
      fail("partner.create", { kind: "contentType", contentType: "text/plain" });
      const answer = await operate(running(), "PUT", locationPartner);
      expect(answer.headers["content-type"]).toBe("text/plain");
      expect(json(answer)).toMatchObject({ name: locationPartner });
    });

    it.each([
      [7000215, 401, "invalid_client"],
      [700016, 400, "unauthorized_client"],
      [50076, 400, "invalid_grant"],
      [65001, 400, "invalid_grant"],
      [700211, 401, "invalid_client"],
      [1234567, 400, "invalid_request"],
    ])("answer AADSTS%i as the token endpoint does", async (code, status, error) => {
      fail("entra.token", { kind: "aadsts", code });
      const answer = await askForToken(running());
      expect(answer.status).toBe(status);
      expect(json(answer)).toMatchObject({ error, error_codes: [code], error_description: /^AADSTS/ });
    });

    it("answer an AADSTS error with status, error and text of their own", async () => {
      fail("entra.token", {
        kind: "aadsts",
        code: 53003,
        status: 400,
        error: "interaction_required",
        message: "Blocked.",
      });
      expect(json(await askForToken(running()))).toMatchObject({
        error: "interaction_required",
        error_description: textWith("AADSTS53003: Blocked."),
      });
    });

    it("answer tokens with a status, as when Entra is down", async () => {
      fail("entra.token", { kind: "status", status: 503, headers: { "Retry-After": "2" } });
      const answer = await askForToken(running());
      expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
      expect(json(answer)).toMatchObject({ error: "temporarily_unavailable" });
    });

    it("send the body in two parts, the write being done", async () => {
      fail("partner.create", { kind: "slowBody", ms: 150 });
      const start = Date.now();
      const answer = await operate(running(), "PUT", locationPartner);
      expect(Date.now() - start).toBeGreaterThanOrEqual(149);
      expect(json(answer)).toMatchObject({ name: locationPartner });
      expect(row()?.partnerId).toBe(locationPartner);
    });

    it("delay an answer", async () => {
      fail("partners.get", { kind: "delay", ms: 60 });
      const started = performance.now();
      await operate(running(), "GET");
      expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    });

    it("never answer, and leave nothing behind when the client gives up", async () => {
      fail("partner.create", { kind: "hang" });
      const token = await running().issueToken(deployer);
      const headers = { authorization: `Bearer ${token}` };
      const outgoing = prepare(running(), { method: "PUT", path: partnersPath(locationPartner), headers });
      const closed = new Promise((resolve) => outgoing.once("error", resolve));
      outgoing.end();
      await untilSeen("partner.create");
      outgoing.destroy(new Error("gave up"));
      await closed;
      await untilLogged();
      expect(running().requests()).toMatchObject([{ operation: "partner.create", status: 0 }]);
      expect(row()).toBeUndefined();
    });
  });

  /** Waits, by asking, until a rule for this operation has caught a call. */
  async function untilSeen(operation: string): Promise<void> {
    while (
      !running()
        .faults()
        .some((fault) => fault.operation === operation && fault.seen > 0)
    ) {
      await send(running(), { path: "/_emulator/faults" });
    }
  }

  /** Waits, by asking, until the log holds a request. */
  async function untilLogged(): Promise<void> {
    while (running().requests().length === 0) {
      await send(running(), { path: "/_emulator/requests" });
    }
  }

  describe("setLatency", () => {
    it("delays every answer of ARM and Entra, and no other", async () => {
      const took = async (ask: () => Promise<unknown>) => {
        const started = performance.now();
        await ask();
        return performance.now() - started;
      };
      running().setLatency(60);
      expect(await took(() => sendAs(running(), deployer, { path: partnersPath() }))).toBeGreaterThanOrEqual(59);
      expect(await took(() => askForToken(running()))).toBeGreaterThanOrEqual(59);
      running().setLatency(10_000);
      expect((await send(running(), { path: "/_emulator/links" })).status).toBe(200);
    });
  });
});
