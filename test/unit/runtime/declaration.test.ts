import fc from "fast-check";
import { parseDeclaration, withPartner } from "../../../provider/runtime/declaration";
import { clientId, declarationOf, declared, objectId, tenantId } from "../fixtures";
import { unknown } from "../../support/wireForm";

const guid = "0A1B2C3D-4E5F-4A0B-8C1D-2E3F4A5B6C7D";
const garbage = [undefined, null, 5, "text", [], ["partnerId"], {}, true, { kind: 5 }];

describe("parseDeclaration", () => {
  it("reads everything that a program can declare", () => {
    const inputs = {
      partnerId: declared,
      credential: { tenantId, clientId, clientSecret: "not-a-secret" },
      expect: { tenantId, objectId, partnerName: "Contoso" },
      overwrite: true,
      driftCheck: "bestEffort",
      onDelete: "retain",
      __declared: { urn: "urn", import: "t/o", ignoreChanges: ["partnerId"], credentialFromResource: true },
      __provider: "pointer",
    };
    const hidden = { ...inputs.__declared, dryRun: true };
    expect(parseDeclaration({ ...inputs, __declared: hidden, tenantId, objectId })).toStrictEqual({
      partnerId: declared,
      credential: { tenantId, clientId, clientSecret: "not-a-secret" },
      expect: { tenantId, objectId, partnerName: "Contoso" },
      overwrite: true,
      driftCheck: "bestEffort",
      onDelete: "retain",
      urn: "urn",
      importId: "t/o",
      ignoresPartner: true,
      credentialFromResource: true,
      takenOut: [],
      tokens: {},
      isPreview: true,
      observation: undefined,
      unknown: [],
      unexpected: [],
      ids: { tenantId, objectId },
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
      takenOut: [],
      tokens: {},
      isPreview: false,
      observation: undefined,
      unknown: [],
      unexpected: [],
      ids: undefined,
      inputs: { __declared: {} },
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
    expect(declaration.inputs).toStrictEqual({ [input]: value, __declared: {} });
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
    { what: "a client secret with spaces", block: "credential", field: { clientSecret: " not-a-secret " } },
    { what: "a tenant given as domain", block: "credential", field: { tenantId: "Contoso.onmicrosoft.com" } },
    { what: "a partner's name", block: "expect", field: { partnerName: " Contoso " } },
    { what: "a value that is not a string", block: "credential", field: { useMsi: true } },
  ])("leaves $what as it is", ({ block, field }) => {
    expect(parseDeclaration({ [block]: field }).inputs).toStrictEqual({ [block]: field, __declared: {} });
  });

  it.each([
    { what: "a partner ID", inputs: { partnerId: unknown }, names: ["partnerId"], reads: { partnerId: "" } },
    {
      what: "a part of the credential",
      inputs: { credential: { tenantId, clientSecret: unknown } },
      names: ["credential"],
      reads: { credential: { tenantId, clientSecret: {} } },
    },
    {
      what: "a credential",
      inputs: { credential: unknown },
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

  it("keeps inputs only, and names what is neither an input nor an output", () => {
    const outputs = { tenantId, objectId, partnerName: "Contoso", state: "Active", version: 3, adopted: true };
    const times = { createdTime: "2026-01-01", updatedTime: "2026-01-02" };
    const given = { partnerId: declared, tags: {}, ...outputs, ...times, __link: {}, __x: 1, expct: undefined };
    const { inputs, unexpected } = parseDeclaration(given);
    expect(inputs).toStrictEqual({ partnerId: declared, __declared: {} });
    expect(unexpected).toStrictEqual(["tags", "expct"]);
  });

  it.each([
    { what: "both ids", given: { tenantId, objectId }, ids: { tenantId, objectId } },
    { what: "neither", given: {}, ids: undefined },
    { what: "the tenant alone", given: { tenantId }, ids: undefined },
    { what: "an object id of another type", given: { tenantId, objectId: 5 }, ids: undefined },
    { what: "ids that were not known in the preview", given: { tenantId: unknown, objectId: unknown }, ids: "unknown" },
    { what: "one id that was not known", given: { tenantId, objectId: unknown }, ids: "unknown" },
  ])("reads whose link it is from $what", ({ given, ids }) => {
    expect(parseDeclaration(given).ids).toStrictEqual(ids);
  });

  it("keeps false and drops undefined", () => {
    expect(parseDeclaration({ overwrite: false, expect: undefined }).inputs).toStrictEqual({
      overwrite: false,
      __declared: {},
    });
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
    { field: "dryRun", value: "true" },
    { field: "takenOut", value: "oidcToken" },
    { field: "takenOut", value: ["clientSecret", 5] },
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
