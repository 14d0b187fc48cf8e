import type { FaultEffect, Operation } from "../../emulator/azure";
import {
  askForToken,
  customerTenant,
  deployer,
  json,
  locationPartner,
  operate,
  otherLocationPartner,
  send,
  sendAs,
} from "./http";
import { shareEmulator } from "./running";

describe("faults that replace fields of an answer", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function fail(operation: Operation, effect: FaultEffect): void {
    running().addFault({ operation, effect });
  }

  function row() {
    return running().link(customerTenant, deployer.objectId);
  }

  it("replace fields of an answer, the write being done", async () => {
    fail("partner.create", {
      kind: "replace",
      fields: {
        "properties.partnerId": otherLocationPartner,
        "properties.partnerName": "Ünï",
        "error.message": { a: [1] },
      },
      remove: ["properties.objectId", "properties.state.x", "absent", "also.absent"],
    });
    const answer = await operate(running(), "PUT", locationPartner);
    const usual = json(await operate(running(), "GET")) as { properties: Record<string, unknown> };
    const { objectId, ...properties } = usual.properties;
    expect(objectId).toBe(deployer.objectId);
    expect(answer.status).toBe(200);
    expect(json(answer)).toEqual({
      ...usual,
      properties: { ...properties, partnerId: otherLocationPartner, partnerName: "Ünï" },
      error: { message: { a: [1] } },
    });
    expect(answer.headers["content-type"]).toContain("application/json");
    expect(answer.headers["content-length"]).toBe(String(Buffer.byteLength(answer.text)));
    expect(row()?.partnerId).toBe(locationPartner);
  });

  it.each([
    ["set to null", { fields: { "properties.version": null } }, { version: null }],
    ["made an object on the way", { fields: { "properties.version.of": 2 } }, { version: { of: 2 } }],
    [
      "set and removed below it",
      { fields: { "properties.version": [1, 2] }, remove: ["properties.version.0"] },
      { version: [2] },
    ],
    ["named as JavaScript's own", { fields: { "properties.constructor.name": 1 } }, { constructor: { name: 1 } }],
  ])("replace a field: %s", async (_, change, expected) => {
    running().setLink(customerTenant, deployer.objectId, locationPartner);
    fail("partners.get", { kind: "replace", ...change });
    expect(json(await operate(running(), "GET"))).toMatchObject({ properties: expected });
  });

  const otherCloud = (cloud: Record<string, unknown>): Record<string, unknown> => {
    const { suffixes, authentication, ...rest } = cloud;
    expect(suffixes).toBeDefined();
    return {
      ...rest,
      resourceManager: 5,
      authentication: { ...(authentication as object), audiences: ["https://other.invalid"] },
    };
  };

  it.each([
    ["an object", "2022-09-01", "", otherCloud],
    ["a list", "2019-05-01", "0.", (clouds: Record<string, unknown>[]) => clouds.map(otherCloud)],
  ])("replace fields of the metadata, which is %s", async (_, version, at, expected: (usual: never) => unknown) => {
    const path = `/metadata/endpoints?api-version=${version}`;
    const usual = json(await send(running(), { path }));
    fail("metadata.get", {
      kind: "replace",
      fields: { [`${at}resourceManager`]: 5, [`${at}authentication.audiences.0`]: "https://other.invalid" },
      remove: [`${at}authentication.audiences.1`, `${at}suffixes`],
    });
    const answer = await send(running(), { path });
    expect(json(answer)).toEqual(expected(usual as never));
    expect(answer.headers["content-length"]).toBe(String(Buffer.byteLength(answer.text)));
  });

  it("add an item to a list and take one out", async () => {
    fail("subscriptions.list", { kind: "replace", fields: { "value.0": "a", "value.1": "b" }, remove: ["value.0"] });
    const path = "/subscriptions?api-version=2022-12-01";
    expect(json(await sendAs(running(), deployer, { path }))).toMatchObject({ value: ["b"] });
  });

  it("replace fields of a token's answer and of an error", async () => {
    fail("entra.token", { kind: "replace", fields: { expires_in: "soon" }, remove: ["access_token"] });
    const token = json(await askForToken(running()));
    expect(token).toMatchObject({ token_type: "Bearer", expires_in: "soon" });
    expect(token).not.toHaveProperty("access_token");
    fail("partners.get", { kind: "replace", fields: { "error.message": { lang: "en" } } });
    const answer = await operate(running(), "GET");
    expect(answer.status).toBe(404);
    expect(json(answer)).toEqual({ error: { code: "NotFound", message: { lang: "en" } } });
  });

  it("leave an answer without a body alone when they would replace fields of it", async () => {
    running().setLink(customerTenant, deployer.objectId, locationPartner);
    fail("partner.delete", { kind: "replace", fields: { a: 1 } });
    expect(await operate(running(), "DELETE", locationPartner)).toMatchObject({ status: 200, text: "" });
    expect(row()?.state).toBe("Deleted");
  });

  it.each([
    ["nothing to replace", {}, "fault.effect: must have fields or remove"],
    [
      "a field without a name",
      { fields: { "a..b": 1 } },
      "fault.effect.fields.a..b: must be names with a dot between them",
    ],
    [
      "a removal without a name",
      { remove: ["a", "b."] },
      "fault.effect.remove[1]: must be names with a dot between them",
    ],
  ])("are refused with %s", (_, change, message) => {
    const add = () => running().addFault({ operation: "*", effect: { kind: "replace", ...change } });
    expect(add).toThrow(message);
  });
});
