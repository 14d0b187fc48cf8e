import {
  credentialOf,
  driftCheckOf,
  expectationOf,
  ignores,
  inputsIn,
  outputsFor,
  partnerIdOf,
  unlinksOnDelete,
  urnOf,
  withLive,
} from "../../../provider/runtime/state";
import { clientId, declared, identity, objectId, tenantId } from "../fixtures";

describe.each([
  { name: "partnerIdOf", read: partnerIdOf, key: "partnerId" },
  { name: "urnOf", read: urnOf, key: "__urn" },
])("$name", ({ read, key }) => {
  it.each([
    { held: "text", value: "text" },
    { held: undefined, value: "" },
    { held: 5, value: "" },
    { held: null, value: "" },
  ])("reads $held as $value", ({ held, value }) => {
    expect(read({ [key]: held })).toBe(value);
  });
});

describe.each([
  { name: "credentialOf", read: credentialOf, key: "credential" },
  { name: "expectationOf", read: expectationOf, key: "expect" },
])("$name", ({ read, key }) => {
  it.each([
    { held: { tenantId }, value: { tenantId } },
    { held: undefined, value: undefined },
    { held: null, value: undefined },
    { held: "text", value: undefined },
  ])("reads $held as $value", ({ held, value }) => {
    expect(read({ [key]: held })).toStrictEqual(value);
  });
});

describe("driftCheckOf", () => {
  it.each([
    { held: "off", value: "off" },
    { held: "bestEffort", value: "bestEffort" },
    { held: "required", value: "required" },
    { held: undefined, value: "required" },
    { held: "sometimes", value: "required" },
  ])("reads $held as $value", ({ held, value }) => {
    expect(driftCheckOf({ driftCheck: held })).toBe(value);
  });
});

describe("ignores", () => {
  it.each([
    { ignored: ["onDelete", "partnerId"], answer: true },
    { ignored: ["onDelete"], answer: false },
    { ignored: [], answer: false },
    { ignored: undefined, answer: false },
    { ignored: "partnerId", answer: false },
  ])("is $answer of partnerId for $ignored", ({ ignored, answer }) => {
    expect(ignores({ __ignoreChanges: ignored }, "partnerId")).toBe(answer);
  });
});

describe("unlinksOnDelete", () => {
  it.each([
    { onDelete: undefined, adopted: false, unlinks: true },
    { onDelete: undefined, adopted: undefined, unlinks: true },
    { onDelete: undefined, adopted: true, unlinks: false },
    { onDelete: "unlink", adopted: false, unlinks: true },
    { onDelete: "unlink", adopted: true, unlinks: true },
    { onDelete: "retain", adopted: false, unlinks: false },
    { onDelete: "retain", adopted: true, unlinks: false },
  ])("is $unlinks with onDelete $onDelete and adopted $adopted", ({ unlinks, ...state }) => {
    expect(unlinksOnDelete(state)).toBe(unlinks);
  });
});

const inputs = {
  partnerId: declared,
  credential: { tenantId },
  expect: { objectId },
  overwrite: false,
  driftCheck: "off",
  onDelete: "retain",
  __urn: "urn",
  __import: "tenant/object",
  __ignoreChanges: ["partnerId"],
  __credentialFromResource: true,
};
const live = {
  partnerId: declared,
  partnerName: "Contoso",
  state: "Active",
  version: 3,
  createdTime: "2026-01-01T00:00:00.000Z",
  updatedTime: "2026-01-02T00:00:00.000Z",
};

describe("inputsIn", () => {
  it("picks public and hidden inputs out of outputs", () => {
    expect(inputsIn({ ...inputs, partnerName: "Contoso", __provider: "p", __declaredPartnerId: "1" })).toStrictEqual(
      inputs,
    );
  });

  it("leaves out what is undefined, and keeps false", () => {
    expect(inputsIn({ partnerId: declared, expect: undefined, overwrite: false })).toStrictEqual({
      partnerId: declared,
      overwrite: false,
    });
  });
});

describe("outputsFor", () => {
  it("joins inputs, identity and live link, and remembers what was declared", () => {
    expect(outputsFor({ ...inputs, __provider: "pointer" }, identity, live, true)).toStrictEqual({
      ...inputs,
      ...live,
      tenantId,
      objectId,
      adopted: true,
      __clientId: clientId,
      __declaredPartnerId: declared,
      __provider: "pointer",
    });
  });

  it("has no undefined, and takes a missing state for Active", () => {
    const user = { tenantId, objectId, label: "user" };
    expect(outputsFor({ partnerId: declared }, user, { partnerId: declared }, false)).toStrictEqual({
      partnerId: declared,
      tenantId,
      objectId,
      state: "Active",
      adopted: false,
      __declaredPartnerId: declared,
    });
  });
});

describe("withLive", () => {
  it("puts the live values over the state's and keeps the rest, what was declared included", () => {
    const state = { ...inputs, partnerName: "Contoso", version: 2, adopted: true, __declaredPartnerId: declared };
    expect(withLive(state, { ...live, partnerId: "9", partnerName: "Fabrikam" })).toStrictEqual({
      ...state,
      ...live,
      partnerId: "9",
      partnerName: "Fabrikam",
    });
  });

  it("drops what the service no longer gives, and takes a missing state for Active", () => {
    expect(
      withLive({ partnerId: declared, partnerName: "Contoso", version: 2 }, { partnerId: declared }),
    ).toStrictEqual({
      partnerId: declared,
      state: "Active",
    });
  });
});
