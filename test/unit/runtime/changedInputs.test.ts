import { changedInputs } from "../../../provider/runtime/declaration";
import { clientId, declarationOf, tenantId } from "../fixtures";
import { unknown } from "../../support/wireForm";

const credential = { tenantId, clientId, clientSecret: "before" };
const state = {
  credential,
  expect: { partnerName: "Contoso" },
  overwrite: false,
  driftCheck: "required",
  onDelete: "unlink",
  __provider: "before",
};

describe("changedInputs", () => {
  it.each([
    { what: "another partner", change: { partnerId: "1" }, names: ["partnerId"] },
    {
      what: "a rotated secret",
      change: { credential: { ...credential, clientSecret: "after" } },
      names: ["credential"],
    },
    { what: "a removed credential", change: { credential: undefined }, names: ["credential"] },
    { what: "another expectation", change: { expect: { partnerName: "Fabrikam" } }, names: ["expect"] },
    { what: "another overwrite", change: { overwrite: true }, names: ["overwrite"] },
    { what: "a removed setting", change: { onDelete: undefined }, names: ["onDelete"] },
    { what: "two changes", change: { driftCheck: "off", partnerId: "1" }, names: ["partnerId", "driftCheck"] },
    { what: "outputs alone", change: { partnerName: "Fabrikam" }, names: [] },
    { what: "hidden inputs alone", change: { __declared: { urn: "after" }, __provider: "after" }, names: [] },
    { what: "no change", change: {}, names: [] },
    {
      what: "another order of fields",
      change: { credential: { clientSecret: "before", clientId, tenantId } },
      names: [],
    },
    { what: "a partner that is not known yet", change: { partnerId: unknown }, names: ["partnerId"] },
    { what: "a setting that is not known yet", change: { onDelete: unknown }, names: ["onDelete"] },
    {
      what: "a secret that is not known yet",
      change: { credential: { ...credential, clientSecret: unknown } },
      names: ["credential"],
    },
  ])("names $names for $what", ({ change, names }) => {
    expect(changedInputs(declarationOf(state), declarationOf({ ...state, ...change }))).toStrictEqual(names);
  });
});
