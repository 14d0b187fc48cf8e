import fc from "fast-check";
import { parseDeclaration } from "../../../provider/runtime/declaration";
import { validate } from "../../../provider/runtime/validate";
import { clientId, declarationOf, declared, objectId, tenantId } from "../fixtures";
import { unknown } from "../../support/wireForm";

const guid = "0A1B2C3D-4E5F-4A0B-8C1D-2E3F4A5B6C7D";

const code = " (PAL_CONFIG_INVALID)";

/** What is wrong with the inputs, without the code that each reason ends with. */
function reasonsOf(inputs: Record<string, unknown>): [property: string, reason: string][] {
  return validate(parseDeclaration({ partnerId: declared, ...inputs })).map(({ property, reason }) => {
    if (!reason.endsWith(code)) throw new Error(`no code at the end of: ${reason}`);
    return [property, reason.slice(0, -code.length)];
  });
}

describe("validate", () => {
  const valid: readonly { what: string; inputs: Record<string, unknown> }[] = [
    { what: "a partner ID alone", inputs: {} },
    { what: "a partner ID that is not known yet", inputs: { partnerId: unknown } },
    { what: "a credential that is not known yet", inputs: { credential: unknown } },
    { what: "a credential of which a part is not known yet", inputs: { credential: { clientSecret: unknown } } },
    { what: "expectations that are not known yet", inputs: { expect: unknown } },
    { what: "an expected id that is not known yet", inputs: { expect: { objectId: unknown } } },
    { what: "choices that are not known yet", inputs: { overwrite: unknown, driftCheck: unknown, onDelete: unknown } },
    { what: "a whole credential", inputs: { credential: { tenantId, clientId, clientSecret: "not-a-secret" } } },
    { what: "all expectations", inputs: { expect: { tenantId, objectId, partnerName: "Contoso" } } },
    { what: "an expected id in capitals", inputs: { expect: { tenantId: guid } } },
    { what: "no expectations", inputs: { expect: {} } },
    { what: "overwrite", inputs: { overwrite: true } },
    { what: "no overwrite", inputs: { overwrite: false } },
    { what: "a required drift check", inputs: { driftCheck: "required" } },
    { what: "a drift check as far as possible", inputs: { driftCheck: "bestEffort" } },
    { what: "no drift check", inputs: { driftCheck: "off" } },
    { what: "unlinking on delete", inputs: { onDelete: "unlink" } },
    { what: "retaining on delete", inputs: { onDelete: "retain" } },
    { what: "hidden inputs", inputs: { __declared: { urn: "urn", import: "x/y", ignoreChanges: ["partnerId"] } } },
  ];

  it.each(valid)("accepts $what", ({ inputs }) => {
    expect(reasonsOf(inputs)).toStrictEqual([]);
  });

  it.each([
    { what: "letters", partnerId: "12a4", says: /; it is a string of length 4 \(not shown, it may be a secret\)$/ },
    { what: "spaces inside", partnerId: "12 34", says: /; it is "12 34"$/ },
    { what: "a sign", partnerId: "-12", says: /; it is "-12"$/ },
    { what: "a decimal point", partnerId: "12.0", says: /; it is "12.0"$/ },
    {
      what: "a second line",
      partnerId: "12\n34",
      says: /; it is a string of length 5 \(not shown, it may be a secret\)$/,
    },
    {
      what: "digits of another script",
      partnerId: "١٢٣",
      says: /; it is a string of length 3 \(not shown, it may be a secret\)$/,
    },
    { what: "nothing", partnerId: "", says: /; it is (an empty string|missing|a boolean)$/ },
    { what: "no partner ID", partnerId: undefined, says: /; it is (an empty string|missing|a boolean)$/ },
    { what: "a GUID", partnerId: guid, says: /is a GUID.*usage attribution: set azure-native:partnerId/ },
    { what: "another type", partnerId: true, says: /; it is (an empty string|missing|a boolean)$/ },
    { what: "a GUID in lower case", partnerId: guid.toLowerCase(), says: /is a GUID/ },
  ])("refuses a partner ID of $what", ({ partnerId, says }) => {
    expect(reasonsOf({ partnerId })).toStrictEqual([["", expect.stringMatching(says)]]);
  });

  it.each([
    { driftCheck: "sometimes", reason: 'driftCheck must be one of "required", "bestEffort", "off"; it is "sometimes"' },
    { driftCheck: false, reason: 'driftCheck must be one of "required", "bestEffort", "off"; it is a boolean' },
    { onDelete: "delete", reason: 'onDelete must be one of "unlink", "retain"; it is "delete"' },
    { overwrite: "true", reason: 'overwrite must be the boolean true or false; it is "true"' },
    { overwrite: null, reason: "overwrite must be the boolean true or false; it is null" },
  ])("names the choices: $reason", ({ reason, ...inputs }) => {
    expect(reasonsOf(inputs)).toStrictEqual([["", reason]]);
  });

  it.each([
    {
      expected: "Contoso",
      reason: "expect must be an object; it is a string of length 7 (not shown, it may be a secret)",
    },
    { expected: null, reason: "expect must be an object; it is null" },
    { expected: { name: "x" }, reason: "expect.name is unknown; tenantId, objectId and partnerName can be expected" },
    { expected: { objectId: 5 }, reason: "expect.objectId must be a GUID; it is a number" },
    { expected: { partnerName: true }, reason: "expect.partnerName must be a string; it is a boolean" },
    { expected: { tenantId: "contoso.com" }, reason: 'expect.tenantId must be a GUID; it is "contoso.com"' },
    {
      expected: { tenantId: "not-a-secret, but as long as one" },
      reason: "expect.tenantId must be a GUID; it is a string of length 32 (not shown, it may be a secret)",
    },
    { expected: { objectId: "" }, reason: "expect.objectId must be a GUID; it is an empty string" },
  ])("refuses expectations: $reason", ({ expected, reason }) => {
    expect(reasonsOf({ expect: expected })).toStrictEqual([["", reason]]);
  });

  it.each([
    {
      what: "no block",
      credential: "not-a-secret-value",
      says: /^credential must be an object; it is a string of length 18 \(not shown, it may be a secret\)$/,
    },
    {
      what: "an unknown field",
      credential: { secret: "not-a-secret-value" },
      says: /^unknown field credential\.secret; the fields of credential are tenantId, /,
    },
    {
      what: "an incomplete method",
      credential: { tenantId, clientSecret: "not-a-secret-value" },
      says: /credential.clientId/,
    },
  ])("refuses a credential of $what under no property and without its value", ({ credential, says }) => {
    const reasons = reasonsOf({ credential });
    expect(reasons).toStrictEqual([["", expect.stringMatching(says)]]);
    expect(JSON.stringify(reasons)).not.toContain("not-a-secret-value");
  });

  it.each([
    { what: "a list", credential: [tenantId] },
    { what: "null", credential: null },
  ])("refuses a credential that is $what", ({ what, credential }) => {
    expect(reasonsOf({ credential })).toStrictEqual([["", `credential must be an object; it is ${what}`]]);
  });

  it("uses the settings beside the credential block, which it is given", () => {
    const credential = { tenantId, clientId, useOidc: true };
    const environment = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://x.test", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t" };
    expect(validate(declarationOf({ credential }), { config: () => undefined, environment })).toStrictEqual([]);
    expect(reasonsOf({ credential })).toHaveLength(1);
  });

  describe("of a credential whose tokens are of one run", () => {
    const application = { tenantId, clientId };
    const token = { oidcToken: "not-a-secret" };
    const request = { oidcRequestToken: "not-a-secret", oidcRequestUrl: "https://issuer.test" };

    it.each([
      { what: "an ID token", credential: { ...application, ...token } },
      { what: "what an ID token is asked with", credential: { ...application, ...request } },
      { what: "a token that is not known yet", credential: { ...application, oidcToken: unknown } },
      { what: "a token that is not known yet, and nothing else", credential: { oidcToken: unknown } },
    ])("accepts $what", ({ credential }) => {
      expect(reasonsOf({ credential })).toStrictEqual([]);
    });

    it("accepts a token that was taken out and is in the environment", () => {
      const declaration = declarationOf({ credential: { ...application, useOidc: true } }, { takenOut: ["oidcToken"] });
      const environment = { ARM_OIDC_TOKEN: "not-a-secret" };
      expect(validate(declaration, { config: () => undefined, environment })).toStrictEqual([]);
      expect(validate(declaration)).toHaveLength(1);
    });

    it.each([
      { what: "no client", credential: { tenantId, ...token }, says: /lacks credential\.clientId/ },
      {
        what: "a secret too",
        credential: { ...application, ...token, clientSecret: "not-a-secret" },
        says: /names clientSecret and oidcToken: it can sign in one way only/,
      },
      {
        what: "a token file too",
        credential: { ...application, ...token, oidcTokenFilePath: "id-token" },
        says: /has oidcToken and oidcTokenFilePath: give one of them/,
      },
    ])("refuses one with $what, in the program's own words", ({ credential, says }) => {
      expect(reasonsOf({ credential })).toStrictEqual([["", expect.stringMatching(says)]]);
    });
  });

  it("ends every reason with the code", () => {
    const wrong = declarationOf({ partnerId: "x", driftCheck: "x", expect: 5, credential: 5 });
    const reasons = validate(wrong).map(({ reason }) => reason);
    expect(reasons.filter((reason) => !reason.endsWith(code))).toStrictEqual([]);
  });

  it("reports everything that is wrong at once, by the input's name and under no property, whose value is printed", () => {
    const wrong = {
      partnerId: "x",
      driftCheck: "x",
      onDelete: "x",
      overwrite: "x",
      expect: { a: "", b: "" },
      credential: 1,
    };
    expect(reasonsOf(wrong).map(([property, reason]) => [property, reason.split(" ")[0]])).toStrictEqual([
      ["", "partnerId"],
      ["", "driftCheck"],
      ["", "onDelete"],
      ["", "overwrite"],
      ["", "expect.a"],
      ["", "expect.b"],
      ["", "credential"],
    ]);
  });

  const digits = fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength: 1 });

  it("accepts every partner ID of digits", () => {
    fc.assert(
      fc.property(digits, (partnerId) => {
        expect(reasonsOf({ partnerId })).toStrictEqual([]);
      }),
    );
  });

  it("refuses every partner ID with anything but digits in it", () => {
    const other = fc
      .string({ unit: "binary", minLength: 1, maxLength: 1 })
      .filter((text) => !"0123456789".includes(text));
    fc.assert(
      fc.property(fc.oneof(digits, fc.string()), other, fc.oneof(digits, fc.string()), (before, foreign, after) => {
        const inputs = { partnerId: before + foreign + after };
        expect(validate({ inputs, tokens: {}, takenOut: [] })).toHaveLength(1);
      }),
    );
  });
});
