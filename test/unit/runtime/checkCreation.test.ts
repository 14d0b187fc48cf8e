import type { LiveLink } from "../../../provider/azure/partnerClient";
import { PalError } from "../../../provider/errors";
import { checkCreation } from "../../../provider/runtime/check";
import { run } from "../../../provider/runtime/run";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import {
  another,
  badGateway,
  declarationOf,
  declared,
  linkedAsDeclared,
  linkedToAnother,
  newResource,
  settled,
  tenantId,
} from "../fixtures";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

interface Case {
  readonly when: string;
  readonly inputs?: Record<string, unknown>;
  readonly hidden?: Record<string, unknown>;
  readonly live?: LiveLink;
}

const expectOther = { expect: { partnerName: "Northwind" } };

async function checked({ inputs, hidden, live }: Case) {
  const resource = newResource();
  const lines = consoleLines();
  azureAnswers(resource.identity, [["get", live]]);
  const failures = await checkCreation(declarationOf(inputs, { urn: resource.urn, ...hidden }));
  return { resource, failures, lines: lines() };
}

describe("checkCreation", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("reports nothing, and remembers the absence, when there is no link yet", async () => {
    const { resource, ...found } = await checked({ when: "" });
    expect(found).toStrictEqual({ failures: [], lines: [] });
    expect(run.isKnownAbsent(resource.id)).toBe(true);
  });

  it("reports nothing when the link is the one that this stack made", async () => {
    const { identity, id, urn } = newResource();
    const lines = consoleLines();
    run.noteState(id, settled());
    azureAnswers(identity, [["get", linkedAsDeclared]]);
    expect(await checkCreation(declarationOf({}, { urn }))).toStrictEqual([]);
    expect(lines()).toStrictEqual([]);
  });

  it.each<Case & { readonly says: RegExp }>([
    { when: "the link stands as declared", live: linkedAsDeclared, says: /linked to 1234567 \(Contoso\).*adopts/ },
    {
      when: "the partner has the expected name",
      inputs: { expect: { partnerName: " contoso " } },
      live: linkedAsDeclared,
      says: /adopts/,
    },
    {
      when: "the service gives no name to compare",
      inputs: expectOther,
      live: { partnerId: declared },
      says: /linked to 1234567\..*adopts/,
    },
    {
      when: "another link is to be overwritten",
      inputs: { overwrite: true },
      live: linkedToAnother,
      says: /linked to 7654321 \(Fabrikam\); it will be replaced with 1234567$/,
    },
    {
      when: "another link is to be overwritten, whatever its partner's name",
      inputs: { overwrite: true, ...expectOther },
      live: linkedToAnother,
      says: /will be replaced/,
    },
  ])("reports what will happen when $when", async ({ says, ...row }) => {
    const { failures, lines } = await checked(row);
    expect(failures).toStrictEqual([]);
    expect(lines).toStrictEqual([expect.stringMatching(says)]);
    expect(lines[0]).toMatch(/^info: service principal /);
  });

  it("accepts the option import when it names the identity in capitals", async () => {
    const { identity, id, urn } = newResource();
    consoleLines();
    azureAnswers(identity, [["get", linkedAsDeclared]]);
    expect(await checkCreation(declarationOf({}, { urn, import: id.toUpperCase() }))).toStrictEqual([]);
  });

  it.each<Case & { readonly property: string; readonly says: RegExp }>([
    {
      when: "another partner is linked",
      live: linkedToAnother,
      property: "partnerId",
      says: /another partner, 7654321 \(Fabrikam\)\. Nothing was written\..*\(PAL_LINK_EXISTS\)$/,
    },
    {
      when: "overwrite is declared off",
      inputs: { overwrite: false },
      live: linkedToAnother,
      property: "partnerId",
      says: /\(PAL_LINK_EXISTS\)$/,
    },
    {
      when: "the partner has another name",
      inputs: expectOther,
      live: linkedAsDeclared,
      property: "expect",
      says: /"Northwind" but partner 1234567.*is "Contoso"\. Nothing was written\..*\(PAL_EXPECTATION_FAILED\)$/,
    },
    {
      when: "another identity is expected",
      inputs: { expect: { objectId: tenantId } },
      property: "expect",
      says: /^expect\.objectId is .*\(PAL_EXPECTATION_FAILED\)$/,
    },
    {
      when: "the option import names another identity",
      hidden: { import: "t/o" },
      property: "",
      says: /^import names "t\/o" but .*\(PAL_IMPORT_MISMATCH\)$/,
    },
  ])("refuses when $when", async ({ property, says, ...row }) => {
    const { failures, lines } = await checked(row);
    expect(failures).toStrictEqual([{ property, reason: expect.stringMatching(says) as string }]);
    expect(lines).toStrictEqual([]);
  });

  it.each<{ when: string; inputs?: Record<string, unknown>; live: LiveLink | undefined; says: RegExp }>([
    { when: "there is no link to import", live: undefined, says: /has no partner admin link to import/ },
    {
      when: "the link to import is another partner's",
      live: linkedToAnother,
      says: new RegExp(`linked to ${another} .*but partnerId is ${declared}`),
    },
    {
      when: "it is another partner's and overwrite is set",
      inputs: { overwrite: true },
      live: linkedToAnother,
      says: /but partnerId is/,
    },
  ])("refuses an import when $when", async ({ inputs, live, says }) => {
    const { identity, id, urn } = newResource();
    azureAnswers(identity, [["get", live]]);
    const failures = await checkCreation(declarationOf(inputs, { urn, import: id }));
    expect(failures).toStrictEqual([{ property: "", reason: expect.stringMatching(says) as string }]);
    expect(failures[0]?.reason).toMatch(/\(PAL_IMPORT_MISMATCH\)$/);
  });

  it.each([
    { when: "the link is read", answer: linkedAsDeclared },
    { when: "the link cannot be read", answer: badGateway },
    { when: "driftCheck is off", answer: linkedAsDeclared, driftCheck: "off" },
  ])("refuses a second resource of the identity when $when", async ({ answer, driftCheck }) => {
    const { identity, id, urn } = newResource();
    run.reserve({ urn: "urn:first", partnerId: declared }, id);
    azureAnswers(identity, [["get", answer]]);
    expect(await checkCreation(declarationOf({ driftCheck }, { urn }))).toStrictEqual([
      {
        property: "",
        reason: expect.stringMatching(/^two resources .*urn:first and urn:.*\(PAL_IDENTITY_HELD\)$/) as string,
      },
    ]);
  });

  const wrongSecret = new PalError("PAL_AUTH_FAILED", "AADSTS7000215: the client secret is wrong", {
    serviceCode: "7000215",
  });

  it("fails when nothing is configured to sign in with", async () => {
    azureAnswers(new PalError("PAL_CONFIG_INVALID", "no credential is configured"));
    expect(await checkCreation(declarationOf())).toStrictEqual([
      { property: "", reason: "no credential is configured (PAL_CONFIG_INVALID)" },
    ]);
  });

  it.each([
    {
      when: "the sign-in fails",
      made: undefined,
      line: `warning: the link could not be read: ${wrongSecret.text}. Fix the cause before \`pulumi up\` (PAL_NOT_VERIFIED)`,
    },
    {
      when: "the sign-in fails with another resource's credential",
      made: true,
      line: `info: the credential is not accepted yet: ${wrongSecret.text}. If it is created in this update, the resource waits for it`,
    },
  ])("leaves the decision to the update, and reports that, when $when", async ({ made, line }) => {
    const lines = consoleLines();
    azureAnswers(wrongSecret);
    expect(
      await checkCreation(declarationOf({}, { urn: newResource().urn, credentialFromResource: made })),
    ).toStrictEqual([]);
    expect(lines()).toStrictEqual([line]);
  });

  it("leaves the decision to the update, with a warning, when the service fails", async () => {
    const { identity, id, urn } = newResource();
    const lines = consoleLines();
    azureAnswers(identity, [["get", badGateway]]);
    expect(await checkCreation(declarationOf({}, { urn }))).toStrictEqual([]);
    expect(lines()).toStrictEqual([
      expect.stringMatching(/^warning: the link could not be read: .*\(PAL_NOT_VERIFIED\)$/),
    ]);
    expect(run.isKnownAbsent(id)).toBe(false);
  });
});
