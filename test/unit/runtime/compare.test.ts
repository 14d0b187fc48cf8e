import { changedInputs, isAsDeclared, sameIdentity } from "../../../provider/runtime/compare";
import { clientId, declared, linkedAsDeclared, linkedToAnother, tenantId } from "../fixtures";

const credential = { tenantId, clientId, clientSecret: "before" };
const state = {
  partnerId: declared,
  credential,
  expect: { partnerName: "Contoso" },
  overwrite: false,
  driftCheck: "required",
  onDelete: "unlink",
  partnerName: "Contoso",
  __urn: "urn:before",
  __provider: "before",
};

describe("changedInputs", () => {
  it.each([
    { what: "the partner", change: { partnerId: "1" }, names: ["partnerId"] },
    {
      what: "a rotated secret",
      change: { credential: { ...credential, clientSecret: "after" } },
      names: ["credential"],
    },
    { what: "a removed credential", change: { credential: undefined }, names: ["credential"] },
    { what: "an expectation", change: { expect: { partnerName: "Fabrikam" } }, names: ["expect"] },
    { what: "overwrite", change: { overwrite: true }, names: ["overwrite"] },
    { what: "a removed setting", change: { onDelete: undefined }, names: ["onDelete"] },
    { what: "two at once", change: { driftCheck: "off", partnerId: "1" }, names: ["partnerId", "driftCheck"] },
    { what: "only outputs", change: { partnerName: "Fabrikam" }, names: [] },
    { what: "only hidden inputs", change: { __urn: "urn:after", __provider: "after" }, names: [] },
    { what: "nothing", change: {}, names: [] },
    {
      what: "nothing but the order of fields",
      change: { credential: { clientSecret: "before", clientId, tenantId } },
      names: [],
    },
  ])("names $names for $what", ({ change, names }) => {
    expect(changedInputs(state, { ...state, ...change })).toStrictEqual(names);
  });

  it.each(["oidcToken", "oidcRequestToken", "oidcRequestUrl"])("does not compare %s, another one each run", (field) => {
    const before = { credential: { tenantId, clientId, [field]: "run 1" } };
    expect(changedInputs(before, { credential: { tenantId, clientId, [field]: "run 2" } })).toStrictEqual([]);
    expect(changedInputs(before, { credential: { tenantId, clientId } })).toStrictEqual([]);
  });

  it("takes a credential field that is undefined for one that is absent", () => {
    expect(changedInputs({ credential }, { credential: { ...credential, environment: undefined } })).toStrictEqual([]);
  });
});

const otherTenant = "dddddddd-0000-4000-8000-000000000004";
const otherClient = "eeeeeeee-0000-4000-8000-000000000005";

describe("sameIdentity", () => {
  it.each([
    { when: "neither has a block", before: undefined, after: undefined, verdict: "same" },
    { when: "nothing differs", before: credential, after: credential, verdict: "same" },
    {
      when: "the secret was rotated",
      before: credential,
      after: { ...credential, clientSecret: "after" },
      verdict: "same",
    },
    {
      when: "the same client signs in by certificate instead",
      before: credential,
      after: { tenantId, clientId, clientCertificatePath: "client.pem" },
      verdict: "same",
    },
    { when: "both use the machine's identity", before: { useMsi: true }, after: { useMsi: true }, verdict: "same" },
    {
      when: "the client is another",
      before: credential,
      after: { ...credential, clientId: otherClient },
      verdict: "different",
    },
    {
      when: "client and tenant are others",
      before: credential,
      after: { ...credential, clientId: otherClient, tenantId: otherTenant },
      verdict: "different",
    },
    {
      when: "only the tenant is another",
      before: credential,
      after: { ...credential, tenantId: otherTenant },
      verdict: "unclear",
    },
    { when: "the block was added", before: undefined, after: credential, verdict: "unclear" },
    { when: "the block was removed", before: credential, after: undefined, verdict: "unclear" },
    {
      when: "the client ID was added",
      before: { tenantId, useMsi: true },
      after: { tenantId, clientId, useMsi: true },
      verdict: "unclear",
    },
    {
      when: "the client ID was removed",
      before: { tenantId, clientId, useMsi: true },
      after: { tenantId, useMsi: true },
      verdict: "unclear",
    },
    {
      when: "no client is named and the method is another",
      before: { useMsi: true },
      after: { useCli: true },
      verdict: "unclear",
    },
  ])("is $verdict when $when", ({ before, after, verdict }) => {
    expect(sameIdentity({ credential: before }, { credential: after })).toBe(verdict);
  });
});

describe("isAsDeclared", () => {
  it.each([
    { when: "there is no link", inputs: {}, live: undefined, answer: false },
    {
      when: "there is no link, ignored or not",
      inputs: { __ignoreChanges: ["partnerId"] },
      live: undefined,
      answer: false,
    },
    { when: "the declared partner is linked", inputs: {}, live: linkedAsDeclared, answer: true },
    { when: "another partner is linked", inputs: {}, live: linkedToAnother, answer: false },
    {
      when: "another partner is linked and changes of it are ignored",
      inputs: { __ignoreChanges: ["partnerId"] },
      live: linkedToAnother,
      answer: true,
    },
    {
      when: "another partner is linked and changes of something else are ignored",
      inputs: { __ignoreChanges: ["onDelete"] },
      live: linkedToAnother,
      answer: false,
    },
    {
      when: "an unknown state is reported",
      inputs: {},
      live: { ...linkedAsDeclared, state: "Suspended" },
      answer: true,
    },
  ])("is $answer when $when", ({ inputs, live, answer }) => {
    expect(isAsDeclared({ partnerId: declared, ...inputs }, live)).toBe(answer);
  });
});
