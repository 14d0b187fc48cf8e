import type { Identity } from "../../../provider/azure/identity";
import type { LiveLink } from "../../../provider/azure/partnerLink";
import { PalError } from "../../../provider/errors";
import { run } from "../../../provider/runtime/run";
import {
  another,
  badGateway,
  declared,
  forbidden,
  linkedAsDeclared,
  linkedToAnother,
  newResource,
  settled,
  tenantId,
} from "../fixtures";
import type { ScriptedCall } from "../scriptedClient";
import { type Case, credential, rotated, updating } from "./updating";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const refused = new PalError("PAL_AUTH_FAILED", "the secret is wrong");

describe("update", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<Case>([
    { when: "settings changed", change: { driftCheck: "off", overwrite: true, onDelete: "retain" } },
    { when: "the secret was rotated", change: { driftCheck: "off", ...rotated } },
  ])("takes the inputs into the state without asking Azure when driftCheck is off and $when", async (row) => {
    const { calls, state, news, start } = updating(row);
    expect(await start()).toStrictEqual({ ...state, declaration: news });
    expect(calls).toStrictEqual([]);
  });

  it.each<Case & { readonly live?: LiveLink }>([
    { when: "the partner is another", change: { driftCheck: "off", partnerId: another }, live: linkedToAnother },
    {
      when: "the cloud is another",
      change: { driftCheck: "off", credential: { ...credential, environment: "china" } },
    },
    { when: "more is expected", change: { driftCheck: "off", expect: { partnerName: "Contoso" } } },
    { when: "driftCheck is not off", change: { driftCheck: "bestEffort" } },
    { when: "a write is pending", change: { driftCheck: "off" }, link: { kind: "unsettled", pending: [declared] } },
  ])("reads the live link when $when", async ({ live = linkedAsDeclared, ...row }) => {
    const { calls, start } = updating(row, [["get", live]]);
    await start();
    expect(calls).toStrictEqual(["sign in", "get"]);
  });

  it("reads the live link and makes it again when this run removed it, driftCheck off or not", async () => {
    const { resource, calls, start } = updating({ when: "", change: { driftCheck: "off" } }, [
      ["get", undefined],
      ["create", declared, linkedAsDeclared],
    ]);
    run.noteAbsent(resource.id);
    expect(await start()).toMatchObject({ link: settled() });
    expect(calls).toStrictEqual(["sign in", "get", `create ${declared}`]);
  });

  it("changes the partner of the link", async () => {
    const { calls, start } = updating({ when: "", change: { partnerId: another } }, [
      ["get", linkedAsDeclared],
      ["update", another, linkedToAnother],
    ]);
    expect(await start()).toMatchObject({
      link: settled({ partnerId: another, version: 5 }),
      live: { partnerName: "Fabrikam" },
    });
    expect(calls).toStrictEqual(["sign in", "get", `update ${another}`]);
  });

  it("refuses a second resource of the identity before it signs in", async () => {
    const { resource, calls, start } = updating({ when: "", change: { driftCheck: "off" } });
    run.reserve({ urn: "urn:first" }, resource.id);
    await expect(start()).rejects.toMatchObject({
      code: "PAL_IDENTITY_HELD",
      text: expect.stringContaining("urn:first") as string,
    });
    expect(calls).toStrictEqual([]);
    expect(run.holdersOf(resource.id)).toStrictEqual([]);
  });

  it.each<Case>([
    { when: "the partner is another", change: { partnerId: another } },
    { when: "only a setting is another", change: { onDelete: "retain" } },
    { when: "nothing names the identity", before: { credential: undefined }, change: { onDelete: "retain" } },
    { when: "the link is to be repaired", before: { driftCheck: "bestEffort" }, change: {} },
    {
      when: "the partner is another, on a best-effort basis",
      before: { driftCheck: "bestEffort" },
      change: { partnerId: another },
    },
  ])("refuses to write as another identity, naming both and each way out, when $when", async (row) => {
    const other = newResource().identity;
    const { resource, calls, start } = updating(row, [], other);
    await expect(start()).rejects.toMatchObject({
      code: "PAL_IDENTITY_MISMATCH",
      text:
        `signed in as ${other.label}, but this is the link of ${resource.id}, which only that identity can read. Nothing was written. ` +
        `If this identity has replaced that one, set expect: { objectId: "${other.objectId}" } to link it. ` +
        `If several identities deploy this stack, set driftCheck: "bestEffort" and run a scheduled preview as the linked one. Otherwise sign in as ${resource.id}`,
    });
    expect(calls).toStrictEqual(["sign in"]);
  });

  it("refuses to write when another identity is expected", async () => {
    const { start } = updating({ when: "", change: { expect: { objectId: tenantId } } });
    await expect(start()).rejects.toMatchObject({ code: "PAL_EXPECTATION_FAILED" });
  });

  it.each<Case & { readonly script: readonly ScriptedCall[]; readonly signsIn?: Identity | Error }>([
    { when: "the sign-in fails", change: { driftCheck: "bestEffort" }, script: [], signsIn: refused },
    {
      when: "another identity signs in",
      change: { driftCheck: "bestEffort" },
      script: [],
      signsIn: newResource().identity,
    },
    { when: "the link cannot be read", change: { driftCheck: "bestEffort" }, script: [["get", badGateway]] },
  ])(
    "takes changed settings into the state, with a warning, when driftCheck is bestEffort and $when",
    async ({ script, signsIn, ...row }) => {
      const { lines, state, news, start } = updating(row, script, signsIn);
      expect(await start()).toStrictEqual({ ...state, declaration: news });
      expect(lines()).toStrictEqual([
        expect.stringMatching(/^warning: partner admin link not verified: .*\(PAL_NOT_VERIFIED\)$/),
      ]);
    },
  );

  it.each<Case>([
    { when: "driftCheck is required", change: { onDelete: "retain" } },
    { when: "the partner is another", before: { driftCheck: "bestEffort" }, change: { partnerId: another } },
    { when: "the update is to repair drift", before: { driftCheck: "bestEffort" }, change: {} },
    {
      when: "a write is pending",
      before: { driftCheck: "bestEffort" },
      change: { onDelete: "retain" },
      link: { kind: "unsettled", pending: [declared] },
    },
  ])("fails with the read's own failure when the link cannot be read and $when", async (row) => {
    const { start } = updating(row, [["get", forbidden]]);
    await expect(start()).rejects.toBe(forbidden);
  });

  it("does not forgive a failed write because driftCheck is bestEffort", async () => {
    const row: Case = { when: "", before: { driftCheck: "bestEffort" }, change: { onDelete: "retain" } };
    const { start } = updating(row, [
      ["get", linkedToAnother],
      ["update", declared, forbidden],
    ]);
    await expect(start()).rejects.toBe(forbidden);
  });

  it("holds the identity once it succeeds, and not when it fails", async () => {
    const good = updating({ when: "", change: { onDelete: "retain" } }, [["get", linkedAsDeclared]]);
    await good.start();
    expect(run.holdersOf(good.resource.id)[0]).toStrictEqual({
      urn: good.resource.urn,
      onDelete: "retain",
      isRetained: true,
      partners: [declared],
    });
    const bad = updating({ when: "", change: { onDelete: "retain" } }, [["get", forbidden]]);
    await expect(bad.start()).rejects.toBe(forbidden);
    expect(run.holdersOf(bad.resource.id)).toStrictEqual([]);
  });

  it.each<Case & { readonly live: LiveLink; readonly says: unknown[] }>([
    {
      when: "the link was written again outside the stack",
      change: {},
      live: { ...linkedAsDeclared, version: 9 },
      says: [expect.stringMatching(/^warning: .* has changed since this stack last saved it .*\(PAL_LINK_KEPT\)$/)],
    },
    {
      when: "onDelete is set",
      change: { onDelete: "unlink" },
      live: { ...linkedAsDeclared, version: 9 },
      says: [],
    },
    { when: "the link is the stack's own", change: {}, live: linkedAsDeclared, says: [] },
    {
      when: "the link was adopted before",
      change: {},
      link: settled({ created: false }),
      live: linkedAsDeclared,
      says: [],
    },
  ])(
    "warns of a link that a later destroy leaves only when it was the stack's own: $when",
    async ({ live, says, ...row }) => {
      const { lines, start } = updating(row, [["get", live]]);
      await start();
      expect(lines()).toStrictEqual(says);
    },
  );
});
