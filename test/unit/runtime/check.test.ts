import type { Observation } from "../../../provider/azure/partnerClient";
import { check, judgeNew } from "../../../provider/runtime/check";
import { importMismatch } from "../../../provider/runtime/importOption";
import { another, declared, identity, linkedAsDeclared, linkedToAnother, linkId } from "../fixtures";
import { spokenOnConsole } from "../spokenOnConsole";

interface Case {
  readonly when: string;
  readonly inputs?: Record<string, unknown>;
  readonly live: Observation;
}

const inputs = { partnerId: declared };

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const credential = {
  tenantId: identity.tenantId,
  clientId: "application",
  clientSecret: "S3cret",
  metadataHost: "127.0.0.1:1",
};

describe("check", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<{ when: string; olds: Record<string, unknown>; change: Record<string, unknown>; failures: unknown }>([
    { when: "the partner is not known yet", olds: {}, change: { partnerId: unknown }, failures: [] },
    {
      when: "a part of the credential is not known yet",
      olds: {},
      change: { credential: { ...credential, clientSecret: unknown } },
      failures: [],
    },
    { when: "an expectation is not known yet", olds: {}, change: { expect: { objectId: unknown } }, failures: [] },
    { when: "overwrite is not known yet", olds: {}, change: { overwrite: unknown }, failures: [] },
    { when: "the link exists already", olds: inputs, change: {}, failures: [] },
    {
      when: "an input is invalid",
      olds: {},
      change: { partnerId: "x" },
      failures: [{ property: "partnerId", reason: expect.stringContaining('"x" is not a partner ID') as string }],
    },
  ])("does not sign in when $when", async ({ olds, change, failures }) => {
    const spoken = spokenOnConsole();
    const news = { ...inputs, credential, ...change };
    expect(await check(olds, news)).toStrictEqual({ inputs: news, failures });
    expect(spoken()).toStrictEqual([]);
  });

  it("returns the inputs in their normal form", async () => {
    expect(await check(inputs, { partnerId: " 1234567 " })).toStrictEqual({ inputs, failures: [] });
  });
});

describe("judgeNew", () => {
  it("says nothing when there is no link yet", () => {
    expect(judgeNew(inputs, identity, undefined)).toStrictEqual({});
  });

  it.each<Case & { readonly says: RegExp }>([
    {
      when: "the link stands as declared",
      live: linkedAsDeclared,
      says: /already linked to 1234567 \(Contoso\).*adopted/,
    },
    {
      when: "the partner has the expected name",
      inputs: { expect: { partnerName: " contoso " } },
      live: linkedAsDeclared,
      says: /adopted/,
    },
    {
      when: "the service gives no name to compare",
      inputs: { expect: { partnerName: "Contoso" } },
      live: { partnerId: declared },
      says: /already linked to 1234567: .*adopted/,
    },
    {
      when: "another link is to be overwritten",
      inputs: { overwrite: true },
      live: linkedToAnother,
      says: /linked to 7654321 \(Fabrikam\): overwrite replaces that by 1234567/,
    },
    {
      when: "another link is to be overwritten, whatever its partner's name",
      inputs: { overwrite: true, expect: { partnerName: "Contoso" } },
      live: linkedToAnother,
      says: /overwrite replaces/,
    },
    { when: "the import fits", inputs: { __import: linkId.toUpperCase() }, live: linkedAsDeclared, says: /adopted/ },
  ])("notes what will happen when $when", ({ inputs: more, live, says }) => {
    expect(judgeNew({ ...inputs, ...more }, identity, live)).toStrictEqual({
      note: expect.stringMatching(says) as string,
    });
  });

  it.each<Case & { readonly property: string; readonly says: RegExp }>([
    {
      when: "another partner is linked",
      live: linkedToAnother,
      property: "partnerId",
      says: /another partner, 7654321 \(Fabrikam\)\. Nothing was written\. Set overwrite/,
    },
    {
      when: "overwrite is declared off",
      inputs: { overwrite: false },
      live: linkedToAnother,
      property: "partnerId",
      says: /overwrite/,
    },
    {
      when: "the partner has another name",
      inputs: { expect: { partnerName: "Fabrikam" } },
      live: linkedAsDeclared,
      property: "expect",
      says: /"Fabrikam" but partner 1234567.*is "Contoso"\. Nothing was written/,
    },
    {
      when: "there is nothing to import",
      inputs: { __import: linkId },
      live: undefined,
      property: "",
      says: /to import/,
    },
    {
      when: "the import is another partner's, overwrite or not",
      inputs: { __import: linkId, overwrite: true },
      live: linkedToAnother,
      property: "",
      says: /partnerId is 1234567/,
    },
  ])("refuses when $when", ({ inputs: more, live, property, says }) => {
    expect(judgeNew({ ...inputs, ...more }, identity, live)).toStrictEqual({
      failure: { property, reason: expect.stringMatching(says) as string },
    });
  });
});

describe("importMismatch", () => {
  it.each<Case>([
    { when: "the option was not given", live: linkedToAnother },
    { when: "the id is not known yet", inputs: { __import: undefined }, live: undefined },
    { when: "the link is the one named", inputs: { __import: linkId }, live: linkedAsDeclared },
    { when: "the id is written in capitals", inputs: { __import: linkId.toUpperCase() }, live: linkedAsDeclared },
  ])("is undefined when $when", ({ inputs: more, live }) => {
    expect(importMismatch({ ...inputs, ...more }, identity, live)).toBeUndefined();
  });

  it.each<Case & { readonly message: string }>([
    {
      when: "another identity's link is named",
      inputs: { __import: "t/o" },
      live: linkedAsDeclared,
      message: `import names "t/o" but ${identity.label} signed in, whose link is "${linkId}"`,
    },
    {
      when: "there is no link",
      inputs: { __import: linkId },
      live: undefined,
      message: `${identity.label} has no partner admin link to import: remove the import option to create it`,
    },
    {
      when: "another partner is linked",
      inputs: { __import: linkId },
      live: linkedToAnother,
      message: `${identity.label} is linked to ${another} (Fabrikam), but partnerId is ${declared}: declare the partner that is linked to import it`,
    },
  ])("says why when $when", ({ inputs: more, live, message }) => {
    expect(importMismatch({ ...inputs, ...more }, identity, live)).toMatchObject({
      code: "PAL_IMPORT_MISMATCH",
      message,
    });
  });
});
