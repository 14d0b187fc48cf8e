import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { customerTenant, deployer, locationPartner, operate, outcome, partnersPath, receive } from "./http";
import { textWith } from "./matchers";
import { shareEmulator } from "./running";

describe("faults that flood", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  /** Floods the answer to a PUT, and leaves it to be read. */
  async function floodWrite(bytes: number, how: { readonly gzip?: boolean }) {
    running().addFault({ operation: "partner.create", effect: { kind: "flood", bytes, ...how } });
    const headers = { authorization: `Bearer ${await running().issueToken(deployer)}` };
    return receive(running(), { method: "PUT", path: partnersPath(locationPartner), headers });
  }

  it.each([
    ["as they are", {}, undefined, (body: Readable) => body],
    ["compressed", { gzip: true }, "gzip", (body: Readable) => body.pipe(createGunzip())],
  ])("answer with so many bytes of JSON %s, nothing being written", async (_, how, encoding, decoded) => {
    const body = await floodWrite(3_000_000, how);
    expect(body).toMatchObject({ statusCode: 200, headers: { "content-type": textWith("application/json") } });
    expect(body.headers["content-encoding"]).toBe(encoding);
    const whole = await text(decoded(body));
    expect(whole).toHaveLength(3_000_000);
    expect(JSON.parse(whole)).toEqual({});
    expect(running().link(customerTenant, deployer.objectId)).toBeUndefined();
  });

  it.each([false, true])("send more than any memory holds until the client gives up, gzip: %s", async (gzip) => {
    const body = await floodWrite(1e15, { gzip });
    await once(body, "data");
    body.destroy();
    expect(running().requests()).toMatchObject([{ operation: "partner.create", status: 200 }]);
    expect(outcome(await operate(running(), "GET"))).toBe("404 NotFound");
  });
});
