import { run } from "../../../provider/runtime/run";
import {
  another,
  badGateway,
  declared,
  linkedAsDeclared,
  linkedToAnother,
  newResource,
  settled,
  tenantId,
} from "../fixtures";
import { unknown } from "../../support/wireForm";
import { type Case, checking, preview } from "./checking";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const expectOther = { expect: { partnerName: "Northwind" } };

describe("checkCreation", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const plans: readonly (Case & { readonly says: RegExp })[] = [
    { when: "there is no link yet", says: /^info: will link service principal .* to 1234567$/ },
    {
      when: "there is no link yet, whatever name is expected",
      inputs: expectOther,
      says: /^info: will link service principal .* to 1234567$/,
    },
    {
      when: "the link stands as declared",
      live: linkedAsDeclared,
      says: /^info: service principal .* linked to 1234567 \(Contoso\).*adopts/,
    },
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
  ];

  it.each(plans)("tells a preview what will happen when $when", async ({ says, ...row }) => {
    const { resource, checked, lines } = await checking({ ...row, hidden: preview });
    expect(checked).toStrictEqual({ failures: [], ids: resource.identity });
    expect(lines).toStrictEqual([expect.stringMatching(says)]);
  });

  it.each(plans)("leaves the report to the update when $when", async (row) => {
    const { resource, checked, lines } = await checking(row);
    expect(checked).toStrictEqual({ failures: [], ids: resource.identity });
    expect(lines).toStrictEqual([]);
  });

  it("tells nothing of a link that this stack made", async () => {
    const resource = newResource();
    run.noteState(resource.id, settled());
    const { checked, lines } = await checking({ when: "", hidden: preview, live: linkedAsDeclared }, resource);
    expect(checked).toStrictEqual({ failures: [], ids: resource.identity });
    expect(lines).toStrictEqual([]);
  });

  it.each(["partnerId", "expect", "overwrite"])(
    "reads whose link it is, and tells nothing of it, while %s is not known",
    async (name) => {
      const row: Case = { when: "", inputs: { [name]: unknown }, hidden: preview, live: linkedToAnother };
      const { resource, calls, checked, lines } = await checking(row);
      expect(checked).toStrictEqual({ failures: [], ids: resource.identity });
      expect([...calls, ...lines]).toStrictEqual(["sign in", "get"]);
    },
  );

  it("decides while only settings are not known that have no part in it", async () => {
    const inputs = { driftCheck: unknown, onDelete: unknown };
    const { checked } = await checking({ when: "", inputs, live: linkedToAnother });
    expect(checked.failures).toHaveLength(1);
  });

  it.each([
    { when: "in a preview", hidden: preview, ids: "unknown" },
    { when: "outside a preview", hidden: {}, ids: undefined },
  ])("asks nobody while the credential is not known: whose link it is, is $ids $when", async ({ hidden, ids }) => {
    const inputs = { credential: { clientSecret: unknown } };
    const { calls, lines, checked } = await checking({ when: "", inputs, hidden });
    expect(checked).toStrictEqual({ failures: [], ids });
    expect([...calls, ...lines]).toStrictEqual([]);
  });

  it.each<Case & { readonly answer: boolean }>([
    { when: "there is none", answer: true },
    { when: "there is one", live: linkedAsDeclared, answer: false },
    { when: "it cannot be read", live: badGateway, answer: false },
  ])("remembers for the creation whether there is no link: $answer when $when", async ({ answer, ...row }) => {
    const { resource } = await checking(row);
    expect(run.isKnownAbsent(resource.id)).toBe(answer);
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
    const { resource, checked, lines } = await checking(row);
    expect(checked).toStrictEqual({
      failures: [{ property, reason: expect.stringMatching(says) as string }],
      ids: resource.identity,
    });
    expect(lines).toStrictEqual([]);
  });

  it("accepts the option import when it names the identity in capitals", async () => {
    const resource = newResource();
    const hidden = { import: resource.id.toUpperCase() };
    const { checked } = await checking({ when: "", hidden, live: linkedAsDeclared }, resource);
    expect(checked).toStrictEqual({ failures: [], ids: resource.identity });
  });

  it.each<Case & { readonly says: RegExp }>([
    { when: "there is no link to import", says: /has no partner admin link to import/ },
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
  ])("refuses an import when $when", async ({ says, ...row }) => {
    const resource = newResource();
    const { checked } = await checking({ ...row, hidden: { import: resource.id } }, resource);
    expect(checked.failures).toStrictEqual([{ property: "", reason: expect.stringMatching(says) as string }]);
    expect(checked.failures[0]?.reason).toMatch(/\(PAL_IMPORT_MISMATCH\)$/);
  });

  it.each<Case>([
    { when: "the link is read", live: linkedAsDeclared },
    { when: "the link cannot be read", live: badGateway },
    { when: "driftCheck is off", live: linkedAsDeclared, inputs: { driftCheck: "off" } },
  ])("refuses a second resource of the identity when $when", async (row) => {
    const resource = newResource();
    run.reserve({ urn: "urn:first" }, resource.id);
    const { checked } = await checking(row, resource);
    expect(checked).toStrictEqual({
      failures: [
        {
          property: "",
          reason: expect.stringMatching(/^two resources .*urn:first and urn:.*\(PAL_IDENTITY_HELD\)$/) as string,
        },
      ],
      ids: resource.identity,
    });
  });
});
