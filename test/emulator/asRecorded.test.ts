import { readFileSync } from "node:fs";
import { deployer, json, locationPartner, operate, partnersPath, send, sendAs } from "./http";
import { shareEmulator } from "./running";

/** Details in which the emulator's answers are like the recorded ones of the real service. */
describe("an answer of Azure Resource Manager", () => {
  let now = Date.parse("2026-03-01T10:20:30.000Z");
  const { running, start, reset, stop } = shareEmulator({ now: () => now });
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  it("names the character set of its JSON, in errors too", async () => {
    const answers = [
      await operate(running(), "PUT", locationPartner),
      await operate(running(), "PUT", locationPartner),
    ];
    expect(answers.map(({ status, headers }) => [status, headers["content-type"]])).toEqual([
      [200, "application/json; charset=utf-8"],
      [409, "application/json; charset=utf-8"],
    ]);
  });

  it("to DELETE has the length 0, and is not sent in chunks", async () => {
    await operate(running(), "PUT", locationPartner);
    const { status, headers } = await operate(running(), "DELETE", locationPartner);
    expect({ status, length: headers["content-length"], encoding: headers["transfer-encoding"] }).toEqual({
      status: 200,
      length: "0",
      encoding: undefined,
    });
  });

  it("has the request id as correlation id where the client sends none", async () => {
    const { headers } = await operate(running(), "GET");
    expect(headers["x-ms-correlation-request-id"]).toBe(headers["x-ms-request-id"]);
  });

  it("to HEAD does not count as a write", async () => {
    const path = partnersPath();
    const { headers } = await sendAs(running(), deployer, { method: "HEAD", path });
    expect(headers["x-ms-request-id"]).toBeDefined();
    expect(headers).not.toHaveProperty("x-ms-ratelimit-remaining-tenant-writes");
  });

  it("has times without trailing zeros", async () => {
    const timeOf = async (): Promise<unknown> => {
      await operate(running(), "DELETE", locationPartner);
      const { properties } = json(await operate(running(), "PUT", locationPartner)) as {
        properties: { updatedTime: unknown };
      };
      return properties.updatedTime;
    };
    const times = [];
    for (let writes = 0; writes < 10; writes += 1) times.push(await timeOf());
    expect(times.filter((time) => String(time).endsWith("0Z"))).toEqual([]);
    now += 500;
    expect(await timeOf()).toMatch(/^2026-03-01T10:20:30\.5\d{1,6}Z$/);
  });

  it("is the same for a path that begins with two slashes", async () => {
    expect((await send(running(), { path: "//metadata/endpoints?api-version=2022-09-01" })).status).toBe(200);
    await operate(running(), "PUT", locationPartner);
    expect((await sendAs(running(), deployer, { path: `/${partnersPath(locationPartner)}` })).status).toBe(200);
  });
});

describe("the file of certificate authorities", () => {
  const { running, start, stop } = shareEmulator();
  beforeAll(start);
  afterAll(stop);

  it("ends with a line break, so that others can be added to it", () => {
    expect(readFileSync(running().caCertificatePath, "utf8")).toMatch(/-----END CERTIFICATE-----\n$/);
  });
});
