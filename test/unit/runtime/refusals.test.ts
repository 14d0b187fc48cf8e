import type { LiveLink } from "../../../provider/azure/partnerLink";
import type { LinkState } from "../../../provider/runtime/linkState";
import type { Refusal } from "../../../provider/runtime/plan";
import { claim, otherPartnerName, refused, unexpectedIdentity } from "../../../provider/runtime/refusals";
import { run } from "../../../provider/runtime/run";
import {
  another,
  declarationOf,
  declared,
  identity,
  linkedAsDeclared,
  linkedToAnother,
  newResource,
  objectId,
  tenantId,
} from "../fixtures";

const other = "dddddddd-0000-4000-8000-000000000004";

describe("unexpectedIdentity", () => {
  it.each([
    { when: "nothing is expected", inputs: {} },
    { when: "only a name is expected", inputs: { expect: { partnerName: "Contoso" } } },
    { when: "tenant and object id are the expected ones", inputs: { expect: { tenantId, objectId } } },
    { when: "they are written in capitals", inputs: { expect: { objectId: objectId.toUpperCase() } } },
  ])("is undefined when $when", ({ inputs }) => {
    expect(unexpectedIdentity(declarationOf(inputs), identity)).toBeUndefined();
  });

  it.each([
    { property: "tenantId", expected: { tenantId: other, objectId }, found: tenantId },
    { property: "objectId", expected: { tenantId, objectId: other }, found: objectId },
    { property: "tenantId", expected: { tenantId: other, objectId: other }, found: tenantId },
  ])("names $property, the expected and the found value", ({ property, expected, found }) => {
    expect(unexpectedIdentity(declarationOf({ expect: expected }), identity)).toMatchObject({
      code: "PAL_EXPECTATION_FAILED",
      text: `expect.${property} is "${other}" but ${identity.label} has "${found}". Sign in as the intended identity, or correct expect`,
    });
  });
});

describe("claim", () => {
  it("gives the identity, and reserves it, when nothing is against it", () => {
    const { identity: own, id, urn } = newResource();
    expect(claim(own, declarationOf({}, { urn, import: id.toUpperCase() }), true)).toBeUndefined();
    expect(run.reserve({ urn: "urn:second" }, id)).toBe(urn);
  });

  it.each([
    { what: "an import of another identity, of a new resource", isNew: true, code: "PAL_IMPORT_MISMATCH" },
    { what: "no import of a resource that exists", isNew: false, code: undefined },
  ])("refuses $what", ({ isNew, code }) => {
    const { identity: own, urn } = newResource();
    expect(claim(own, declarationOf({}, { urn, import: "t/o" }), isNew)?.code).toBe(code);
  });

  it.each([
    { first: "another resource", reserved: ["urn:first"], code: "PAL_IDENTITY_HELD" },
    { first: "the expected identity", reserved: [], code: "PAL_EXPECTATION_FAILED" },
  ])("reports $first first when everything is wrong", ({ reserved, code }) => {
    const { identity: own, id, urn } = newResource();
    for (const first of reserved) run.reserve({ urn: first }, id);
    expect(claim(own, declarationOf({ expect: { tenantId: other } }, { urn, import: "t/o" }), true)?.code).toBe(code);
  });
});

describe("otherPartnerName", () => {
  it.each([
    { expected: { partnerName: "Northwind" }, text: /^expect\.partnerName is "Northwind" but partner 1234567/ },
    { expected: undefined, text: /^expect\.partnerName is "" but/ },
  ])("names the expected and the found partner: $text", ({ expected, text }) => {
    const error = otherPartnerName({ expect: expected }, identity, linkedAsDeclared, "Nothing was written");
    expect(error).toMatchObject({ code: "PAL_EXPECTATION_FAILED", text: expect.stringMatching(text) as string });
  });
});

describe("refused", () => {
  const pending: LinkState = { kind: "unsettled", pending: [declared] };
  const name = "otherPartnerName" as const;

  it.each<{ reason: Refusal; when: string; live: LiveLink | undefined; link?: LinkState; code: string; says: RegExp }>([
    {
      reason: "linkExists",
      when: "another partner is linked",
      live: linkedToAnother,
      code: "PAL_LINK_EXISTS",
      says: /Nothing was written/,
    },
    {
      reason: "importAbsent",
      when: "there is no link",
      live: undefined,
      code: "PAL_IMPORT_MISMATCH",
      says: /to import/,
    },
    {
      reason: "importAbsent",
      when: "there is a link",
      live: linkedToAnother,
      code: "PAL_IMPORT_MISMATCH",
      says: new RegExp(another),
    },
    {
      reason: "importOther",
      when: "another partner is linked",
      live: linkedToAnother,
      code: "PAL_IMPORT_MISMATCH",
      says: new RegExp(another),
    },
    {
      reason: name,
      when: "the resource is new",
      live: linkedAsDeclared,
      code: "PAL_EXPECTATION_FAILED",
      says: /Nothing was written/,
    },
    {
      reason: name,
      when: "the state is settled",
      live: linkedAsDeclared,
      link: { kind: "settled", partnerId: declared, created: true },
      code: "PAL_EXPECTATION_FAILED",
      says: /Nothing was written/,
    },
    {
      reason: name,
      when: "a pending write made it",
      live: linkedAsDeclared,
      link: pending,
      code: "PAL_EXPECTATION_FAILED",
      says: /The link that an earlier run wrote is still there/,
    },
    {
      reason: name,
      when: "another write is pending",
      live: linkedToAnother,
      link: pending,
      code: "PAL_EXPECTATION_FAILED",
      says: /Nothing was written/,
    },
  ])("reports $reason as $code when $when", ({ reason, live, link, code, says }) => {
    const declaration = declarationOf({ expect: { partnerName: "Northwind" } });
    expect(refused(reason, identity, live, declaration, link)).toMatchObject({
      code,
      text: expect.stringMatching(says) as string,
    });
  });
});
