import type * as diffModule from "../../../provider/runtime/diff";
import { clientId, declared, linkId, tenantId } from "../fixtures";
import { spokenOnConsole } from "../spokenOnConsole";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const other = "eeeeeeee-0000-4000-8000-000000000005";
const urn = "urn:pulumi:stack::project::type::name";

/** A block nobody can sign in with: whatever asks Azure with it fails before a request is sent. */
const unusable = { tenantId, clientId };
const news = { partnerId: declared, credential: unusable, __urn: urn };

async function freshDiff(): Promise<typeof diffModule> {
  jest.resetModules();
  return await import("../../../provider/runtime/diff.js");
}

describe("diff", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    { when: "the partner is another", olds: news, change: { partnerId: "1" } },
    { when: "the partner is not known yet", olds: news, change: { partnerId: unknown } },
    { when: "the credential is not known yet", olds: news, change: { credential: unknown } },
    {
      when: "a part of the credential is not known yet",
      olds: news,
      change: { credential: { ...unusable, clientSecret: unknown } },
    },
    { when: "the secret was rotated", olds: news, change: { credential: { ...unusable, clientSecret: "after" } } },
    { when: "a setting was changed", olds: news, change: { onDelete: "retain" } },
    { when: "a setting was removed", olds: { ...news, driftCheck: "off" }, change: {} },
    { when: "the partner is another and nobody looks", olds: news, change: { partnerId: "1", driftCheck: "off" } },
  ])("knows of a change without asking Azure when $when", async ({ olds, change }) => {
    const spoken = spokenOnConsole();
    const { diff } = await freshDiff();
    expect(await diff(linkId, olds, { ...news, ...change })).toStrictEqual({ changes: true });
    expect(spoken()).toStrictEqual([]);
  });

  it("asks for a replacement, new link first, when the client is another", async () => {
    const { diff } = await freshDiff();
    const after = { ...news, credential: { ...unusable, clientId: other } };
    expect(await diff(linkId, news, after)).toStrictEqual({
      changes: true,
      replaces: ["credential"],
      deleteBeforeReplace: false,
    });
  });

  it.each(["required", "bestEffort", "off"])(
    "leaves a write of unknown outcome to the update, driftCheck %s",
    async (driftCheck) => {
      spokenOnConsole();
      const { diff } = await freshDiff();
      const unsettled = { ...news, driftCheck };
      expect(await diff(linkId, unsettled, unsettled)).toStrictEqual({ changes: true });
    },
  );

  it("has nothing to say and asks nobody when driftCheck is off and nothing changed", async () => {
    const spoken = spokenOnConsole();
    const { diff } = await freshDiff();
    const settled = { ...news, state: "Active", driftCheck: "off" };
    expect(await diff(linkId, settled, settled)).toStrictEqual({ changes: false });
    expect(spoken()).toStrictEqual([]);
  });

  it.each([
    { driftCheck: undefined, changes: true, remedy: /Make the sign-in work, or set driftCheck/ },
    { driftCheck: "required", changes: true, remedy: /Make the sign-in work, or set driftCheck/ },
    { driftCheck: "bestEffort", changes: false, remedy: /^(?!.*Make the sign-in work)/ },
  ])("never throws: changes is $changes with driftCheck $driftCheck when nobody can sign in", async (row) => {
    const spoken = spokenOnConsole();
    const { diff } = await freshDiff();
    const settled = { ...news, state: "Active", driftCheck: row.driftCheck };
    expect(await diff(linkId, settled, settled)).toStrictEqual({ changes: row.changes });
    expect(spoken()).toStrictEqual([
      expect.stringMatching(/^warning: partner admin link not verified: .*clientSecret/s),
    ]);
    expect(spoken()[0]).toMatch(row.remedy);
  });

  it("never throws when it is unclear who the new credential is and nobody can sign in", async () => {
    const spoken = spokenOnConsole();
    const { diff } = await freshDiff();
    expect(await diff(linkId, { partnerId: declared }, news)).toStrictEqual({ changes: true });
    expect(spoken()).toHaveLength(1);
  });

  it("warns and shows a change when another resource of the program holds the identity", async () => {
    const spoken = spokenOnConsole();
    const { diff } = await freshDiff();
    const { hold, recordChecked } = await import("../../../provider/runtime/holders.js");
    hold(linkId, "urn:first");
    recordChecked(urn);
    expect(await diff(linkId, news, news)).toStrictEqual({ changes: true });
    expect(spoken()).toStrictEqual([
      `warning: ${linkId} has one partner admin link, and urn:first declares it too: remove one of them`,
    ]);
  });
});
