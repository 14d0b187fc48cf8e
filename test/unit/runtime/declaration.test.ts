import { runtime } from "@pulumi/pulumi";
import fc from "fast-check";
import { changedInputs, parseDeclaration, withPartner } from "../../../provider/runtime/declaration";
import { clientId, declarationOf, declared, objectId, tenantId } from "../fixtures";

const unknown = runtime.unknownValue;
const guid = "0A1B2C3D-4E5F-4A0B-8C1D-2E3F4A5B6C7D";
const garbage = [undefined, null, 5, "text", [], ["partnerId"], {}, true, { kind: 5 }];

describe("parseDeclaration", () => {
  it("reads everything that a program can declare", () => {
    const inputs = {
      partnerId: declared,
      credential: { tenantId, clientId, clientSecret: "S3cret" },
      expect: { tenantId, objectId, partnerName: "Contoso" },
      overwrite: true,
      driftCheck: "bestEffort",
      onDelete: "retain",
      __declared: { urn: "urn", import: "t/o", ignoreChanges: ["partnerId"], credentialFromResource: true },
      __provider: "pointer",
    };
    expect(parseDeclaration(inputs)).toStrictEqual({
      partnerId: declared,
      credential: { tenantId, clientId, clientSecret: "S3cret" },
      expect: { tenantId, objectId, partnerName: "Contoso" },
      overwrite: true,
      driftCheck: "bestEffort",
      onDelete: "retain",
      urn: "urn",
      importId: "t/o",
      ignoresPartner: true,
      credentialFromResource: true,
      unknown: [],
      inputs,
    });
  });

  it("has defaults for everything that is absent", () => {
    expect(parseDeclaration({})).toStrictEqual({
      partnerId: "",
      credential: undefined,
      expect: undefined,
      overwrite: false,
      driftCheck: "required",
      onDelete: undefined,
      urn: "",
      importId: undefined,
      ignoresPartner: false,
      credentialFromResource: false,
      unknown: [],
      inputs: {},
    });
  });

  it.each([
    { input: "partnerId", value: true, reads: { partnerId: "" } },
    { input: "partnerId", value: null, reads: { partnerId: "" } },
    { input: "credential", value: "text", reads: { credential: undefined } },
    { input: "credential", value: ["text"], reads: { credential: undefined } },
    { input: "expect", value: null, reads: { expect: undefined } },
    { input: "overwrite", value: "true", reads: { overwrite: false } },
    { input: "driftCheck", value: "sometimes", reads: { driftCheck: "required" } },
    { input: "driftCheck", value: "off", reads: { driftCheck: "off" } },
    { input: "onDelete", value: "unlink", reads: { onDelete: "unlink" } },
    { input: "onDelete", value: "delete", reads: { onDelete: undefined } },
  ])("reads $input of $value as $reads and keeps the input", ({ input, value, reads }) => {
    const declaration = parseDeclaration({ [input]: value });
    expect(declaration).toMatchObject(reads);
    expect(declaration.inputs).toStrictEqual({ [input]: value });
  });

  it.each([
    { what: "spaces around a partner ID", partnerId: " \t1234567\n", normal: "1234567" },
    { what: "a number", partnerId: 1234567, normal: "1234567" },
    { what: "leading zeros, which are kept", partnerId: "007", normal: "007" },
    { what: "spaces inside, which are kept", partnerId: "12 34", normal: "12 34" },
  ])("normalises $what", ({ partnerId, normal }) => {
    expect(parseDeclaration({ partnerId })).toMatchObject({ partnerId: normal, inputs: { partnerId: normal } });
  });

  it.each([
    { block: "credential", key: "tenantId" },
    { block: "credential", key: "clientId" },
    { block: "expect", key: "tenantId" },
    { block: "expect", key: "objectId" },
  ])("writes the GUID of $block.$key in lower case", ({ block, key }) => {
    const normal = { [block]: { [key]: guid.toLowerCase() } };
    expect(parseDeclaration({ [block]: { [key]: ` ${guid} ` } })).toMatchObject({ ...normal, inputs: normal });
  });

  it.each([
    { what: "a client secret that is a GUID", block: "credential", field: { clientSecret: guid } },
    { what: "a password that is a GUID", block: "credential", field: { clientCertificatePassword: guid } },
    { what: "a client secret with spaces", block: "credential", field: { clientSecret: " S3cret " } },
    { what: "a tenant given as domain", block: "credential", field: { tenantId: "Contoso.onmicrosoft.com" } },
    { what: "a partner's name", block: "expect", field: { partnerName: " Contoso " } },
    { what: "a value that is not a string", block: "credential", field: { useMsi: true } },
  ])("leaves $what as it is", ({ block, field }) => {
    expect(parseDeclaration({ [block]: field }).inputs).toStrictEqual({ [block]: field });
  });

  it.each([
    { what: "a partner ID", inputs: { partnerId: unknown }, names: ["partnerId"], reads: { partnerId: "" } },
    {
      what: "a part of the credential",
      inputs: { credential: { tenantId, clientSecret: unknown } },
      names: ["credential"],
      reads: { credential: undefined },
    },
    {
      what: "a part of the expectations",
      inputs: { expect: { tenantId, objectId: unknown } },
      names: ["expect"],
      reads: { expect: undefined },
    },
    {
      what: "several inputs",
      inputs: { onDelete: unknown, overwrite: unknown, driftCheck: unknown },
      names: ["overwrite", "driftCheck", "onDelete"],
      reads: { overwrite: false, driftCheck: "required", onDelete: undefined },
    },
  ])("names $what as unknown and hands it back to the engine", ({ inputs, names, reads }) => {
    expect(parseDeclaration(inputs)).toMatchObject({ ...reads, unknown: names, inputs });
  });

  it("names the option import as unknown while its id is not known", () => {
    expect(declarationOf({ onDelete: unknown }, { import: unknown }).unknown).toStrictEqual(["onDelete", "import"]);
  });

  it("keeps inputs only, of outputs or of what a transform has added", () => {
    const { inputs } = parseDeclaration({ partnerId: declared, tags: {}, tenantId, adopted: true, __link: {}, __x: 1 });
    expect(inputs).toStrictEqual({ partnerId: declared });
  });

  it("keeps false and drops undefined", () => {
    expect(parseDeclaration({ overwrite: false, expect: undefined }).inputs).toStrictEqual({ overwrite: false });
  });

  it("leaves its argument as it was", () => {
    const inputs = { partnerId: " 1 " };
    parseDeclaration(inputs);
    expect(inputs).toStrictEqual({ partnerId: " 1 " });
  });

  it("changes nothing the second time", () => {
    const field = fc.oneof(
      fc.string(),
      fc.uuid(),
      fc.uuid().map((id) => ` ${id.toUpperCase()} `),
      fc.boolean(),
    );
    const block = fc.dictionary(fc.constantFrom("tenantId", "clientId", "clientSecret", "objectId"), field);
    const any = fc.record({ partnerId: fc.oneof(field, fc.integer()), credential: block, expect: block });
    fc.assert(
      fc.property(any, (given) => {
        const once = parseDeclaration(given);
        expect(parseDeclaration(once.inputs)).toStrictEqual(once);
      }),
    );
  });

  it.each(garbage)("trusts nothing in a __declared of %j", (value) => {
    const { urn, importId, ignoresPartner, credentialFromResource } = parseDeclaration({ __declared: value });
    expect({ urn, importId, ignoresPartner, credentialFromResource }).toStrictEqual({
      urn: "",
      importId: undefined,
      ignoresPartner: false,
      credentialFromResource: false,
    });
  });

  it.each([
    { field: "urn", value: 5 },
    { field: "import", value: { id: "x" } },
    { field: "ignoreChanges", value: "partnerId" },
    { field: "ignoreChanges", value: ["onDelete"] },
    { field: "credentialFromResource", value: "true" },
  ])("does not trust __declared.$field of $value", ({ field, value }) => {
    const { inputs: _, ...read } = parseDeclaration({ __declared: { [field]: value } });
    const { inputs: __, ...empty } = parseDeclaration({});
    expect(read).toStrictEqual(empty);
  });

  it("reads any inputs without an error", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("partnerId", "credential", "expect", "__declared"), fc.anything()),
        (any) => {
          expect(typeof parseDeclaration(any).partnerId).toBe("string");
        },
      ),
    );
  });
});

describe("withPartner", () => {
  it("changes the partner in the declaration and in its inputs, and nothing else", () => {
    const before = declarationOf({ onDelete: "retain" });
    expect(withPartner(before, "9")).toStrictEqual({
      ...before,
      partnerId: "9",
      inputs: { ...before.inputs, partnerId: "9" },
    });
    expect(before.partnerId).toBe(declared);
  });
});

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

  it.each(["oidcToken", "oidcRequestToken", "oidcRequestUrl"])(
    "does not compare %s, which differs in each run",
    (field) => {
      const before = declarationOf({ credential: { tenantId, clientId, [field]: "run 1" } });
      const after = declarationOf({ credential: { tenantId, clientId, [field]: "run 2" } });
      const without = declarationOf({ credential: { tenantId, clientId } });
      expect([changedInputs(before, after), changedInputs(before, without)]).toStrictEqual([[], []]);
    },
  );

  it("treats a token of the run that is not known yet as a change", () => {
    const before = declarationOf({ credential: { tenantId, oidcToken: "run 1" } });
    expect(changedInputs(before, declarationOf({ credential: { tenantId, oidcToken: unknown } }))).toStrictEqual([
      "credential",
    ]);
  });

  it("treats a credential field that is undefined as absent", () => {
    const after = declarationOf({ credential: { ...credential, environment: undefined } });
    expect(changedInputs(declarationOf({ credential }), after)).toStrictEqual([]);
  });
});
