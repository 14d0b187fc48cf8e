import { limits } from "../../../provider/azure/limits";
import { isRecent, parseObservedAhead } from "../../../provider/runtime/observedAhead";
import { clientId, tenantId } from "../fixtures";

const objectId = "22222222-2222-4222-8222-222222222222";
const identity = { tenantId, objectId, clientId, isPerson: false, label: "service principal" };
const live = {
  partnerId: "123456",
  partnerName: "Contoso",
  state: "Active",
  version: 3,
  createdTime: "a",
  updatedTime: "b",
};
const seen = { time: "2026-01-01T00:00:00.000Z", traits: { kind: "azureCli" }, identity, live };
const hanging = { time: seen.time, hanging: "https://login.example" };

describe("parseObservedAhead", () => {
  it.each([
    ["a link", seen],
    ["none", { ...seen, live: null }],
    ["a link of which little is known", { ...seen, live: { partnerId: "1" } }],
    ["a user's", { ...seen, identity: { tenantId, objectId, isPerson: true, label: "user" } }],
    ["a host that hangs", hanging],
  ])("takes %s as it is", (_, value) => {
    expect(parseObservedAhead(JSON.stringify(value))).toEqual(value);
  });

  it.each([
    ["nothing", undefined],
    ["an empty object", {}],
    ["a list", [seen]],
    ["no time", { ...seen, time: undefined }],
    ["a time that is none", { ...seen, time: "yesterday" }],
    ["a time that is a number", { ...seen, time: 0 }],
    ["no traits", { ...seen, traits: undefined }],
    ["traits of another kind", { ...seen, traits: { kind: 1 } }],
    ["nobody", { ...seen, identity: {} }],
    ["an object id that is none", { ...seen, identity: { ...identity, objectId: "me" } }],
    [
      "an object id in capitals",
      { ...seen, identity: { ...identity, objectId: "ABCDEF00-2222-4222-8222-222222222222" } },
    ],
    ["a client id that is none", { ...seen, identity: { ...identity, clientId: "me" } }],
    ["nobody knows whether it is a person", { ...seen, identity: { ...identity, isPerson: "no" } }],
    ["no label", { ...seen, identity: { ...identity, label: undefined } }],
    ["no word on the link", { ...seen, live: undefined }],
    ["a link without a partner", { ...seen, live: { state: "Active" } }],
    ["a partner that is none", { ...seen, live: { ...live, partnerId: "me" } }],
    ["a name of several lines", { ...seen, live: { ...live, partnerName: "a\nb" } }],
    ["a version that is none", { ...seen, live: { ...live, version: "3" } }],
    ["a field that no link has", { ...seen, live: { ...live, extra: "x" } }],
    ["a host that is none", { ...hanging, hanging: "login" }],
  ])("takes nothing from %s", (_, value) => {
    expect(parseObservedAhead(JSON.stringify(value))).toBeUndefined();
  });

  it.each([seen, "seen", `${JSON.stringify(seen)}}`, "", 1])("takes nothing from what is no JSON: %j", (value) => {
    expect(parseObservedAhead(value)).toBeUndefined();
  });
});

describe("isRecent", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    { age: -1, recent: false },
    { age: 0, recent: true },
    { age: limits.observationAge - 1, recent: true },
    { age: limits.observationAge, recent: false },
  ])("is $recent after $age ms", ({ age, recent }) => {
    jest.spyOn(Date, "now").mockReturnValue(Date.parse(hanging.time) + age);
    expect(isRecent(hanging)).toBe(recent);
  });
});
