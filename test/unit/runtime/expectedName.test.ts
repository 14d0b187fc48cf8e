import type { LiveLink } from "../../../provider/azure/partnerLink";
import { PartialSuccess } from "../../../provider/errors";
import type { LinkState } from "../../../provider/runtime/linkState";
import { write } from "../../../provider/runtime/write";
import { consoleLines } from "../consoleLines";
import {
  another,
  badGateway,
  declarationOf,
  declared,
  forbidden,
  linkedAsDeclared,
  linkedToAnother,
  lostReply,
  newResource,
  notFound,
  serviceError,
  settled,
  stateWith,
} from "../fixtures";
import { callOf, scriptedClient, type ScriptedCall } from "../scriptedClient";

interface Case {
  readonly when: string;
  readonly partnerName?: string;
  readonly live?: LiveLink;
  /** The link in state, of a resource that declared `another`; left out for a new resource. */
  readonly link?: LinkState;
  /** The calls after the write that makes the link. */
  readonly undo: readonly ScriptedCall[];
}

/** Writes a link whose partner turns out to be Contoso, while `partnerName` is expected. */
async function writes({ partnerName = "Northwind", live, link, undo }: Case, found = linkedAsDeclared) {
  const resource = newResource();
  const { identity, urn } = resource;
  const script: ScriptedCall[] = [[live === undefined ? "create" : "update", declared, found], ...undo];
  const { client, calls } = scriptedClient(script);
  const declaration = declarationOf({ overwrite: true, expect: { partnerName } }, { urn });
  const state = link === undefined ? "new" : stateWith(resource, { partnerId: another }, link);
  const result = await write({ client, identity, declaration, state, live }).catch((error: unknown) => error);
  expect(calls).toStrictEqual(script.map(callOf));
  return { result, resource };
}

function sentence(undone: string): unknown {
  return expect.stringContaining(`is "Contoso". ${undone}. Check the partner ID, or correct expect.partnerName`);
}

const remove: ScriptedCall = ["delete", declared, undefined];
const restore: ScriptedCall = ["update", another, { ...linkedToAnother, version: 7 }];
const badRequest = serviceError({ statusCode: 400, serviceCode: "BadRequest" });

describe("write, when a partner's name is expected", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<Case>([
    { when: "the name is the expected one", partnerName: "Contoso", undo: [] },
    { when: "case and spaces of the name differ", partnerName: " CONTOSO ", undo: [] },
  ])("lets the link stand when $when", async (row) => {
    expect((await writes(row)).result).toMatchObject({ link: settled() });
  });

  it("warns and lets the link stand when the service gives no name", async () => {
    const lines = consoleLines();
    const { result } = await writes({ when: "", undo: [] }, { partnerId: declared, version: 3 });
    expect(result).toMatchObject({ link: settled() });
    expect(lines()).toStrictEqual([
      'warning: the service gave no name for 1234567, so expect.partnerName "Northwind" was not checked (PAL_NOT_VERIFIED)',
    ]);
  });

  it.each<Case & { readonly undone: string }>([
    { when: "the link is new", undo: [remove], undone: "The new link was removed again" },
    {
      when: "the removal answers nothing of use and a read shows no link",
      undo: [
        ["delete", declared, badGateway],
        ["get", undefined],
      ],
      undone: "The new link was removed again",
    },
    {
      when: "the removal meets no link any more",
      undo: [
        ["delete", declared, notFound],
        ["get", undefined],
      ],
      undone: "The new link was removed again",
    },
    {
      when: "the removal meets another process's link",
      undo: [
        ["delete", declared, notFound],
        ["get", linkedToAnother],
      ],
      undone: "The new link was removed again",
    },
    {
      when: "another link was replaced",
      live: linkedToAnother,
      undo: [restore],
      undone: "The link to 7654321 (Fabrikam) was restored",
    },
    {
      when: "the restoring answers nothing of use and a read shows the old link",
      live: linkedToAnother,
      undo: [
        ["update", another, badGateway],
        ["get", linkedToAnother],
      ],
      undone: "The link to 7654321 (Fabrikam) was restored",
    },
    {
      when: "the restoring meets no link, and another process has restored it",
      live: linkedToAnother,
      undo: [
        ["update", another, notFound],
        ["get", linkedToAnother],
      ],
      undone: "The link to 7654321 (Fabrikam) was restored",
    },
    {
      when: "an adopted link was replaced",
      live: linkedToAnother,
      link: settled({ partnerId: another, version: 5, created: false }),
      undo: [restore],
      undone: "The link to 7654321 (Fabrikam) was restored",
    },
    {
      when: "a link was replaced that was written again since the state",
      live: linkedToAnother,
      link: settled({ partnerId: another, version: 4 }),
      undo: [restore],
      undone: "The link to 7654321 (Fabrikam) was restored",
    },
    {
      when: "the state had another link than the one replaced",
      live: linkedToAnother,
      link: settled({ partnerId: "3333333", version: 5 }),
      undo: [restore],
      undone: "The link to 7654321 (Fabrikam) was restored",
    },
  ])("undoes its own write, and fails, when the name is another and $when", async ({ undone, ...row }) => {
    const { result } = await writes(row);
    expect(result).toMatchObject({ code: "PAL_EXPECTATION_FAILED", text: sentence(undone) });
    expect(result).not.toBeInstanceOf(PartialSuccess);
  });

  it.each<{ when: string; link?: LinkState; undo: readonly ScriptedCall[]; version: number }>([
    { when: "a write of it was pending", link: { kind: "unsettled", pending: [another] }, undo: [restore], version: 7 },
    { when: "the answer shows it", undo: [restore], version: 7 },
    {
      when: "a read shows it",
      undo: [
        ["update", another, badGateway],
        ["get", { ...linkedToAnother, version: 9 }],
      ],
      version: 9,
    },
  ])(
    "keeps a restored link as the stack's own, with its new version, when $when",
    async ({ link = settled({ partnerId: another, version: 5 }), undo, version }) => {
      const { result } = await writes({ when: "", live: linkedToAnother, link, undo });
      expect(result).toBeInstanceOf(PartialSuccess);
      expect(result).toMatchObject({
        text: sentence("The link to 7654321 (Fabrikam) was restored"),
        properties: { partnerId: another, version, adopted: false, __link: settled({ partnerId: another, version }) },
      });
    },
  );

  it.each<Case & { readonly because: string }>([
    {
      when: "the removal is forbidden",
      undo: [["delete", declared, forbidden]],
      because: "the service answered Forbidden",
    },
    {
      when: "the removal is refused and the link still stands",
      undo: [
        ["delete", declared, badRequest],
        ["get", linkedAsDeclared],
      ],
      because: "the service answered BadRequest",
    },
    {
      when: "the restoring is forbidden",
      live: linkedToAnother,
      undo: [["update", another, forbidden]],
      because: "the service answered Forbidden",
    },
    {
      when: "the restoring meets no link",
      live: linkedToAnother,
      undo: [
        ["update", another, notFound],
        ["get", undefined],
      ],
      because: "the service answered NotFound",
    },
  ])("keeps the resource in state with the link it wrote when $when", async ({ because, ...row }) => {
    const { result, resource } = await writes(row);
    expect(result).toBeInstanceOf(PartialSuccess);
    expect(result).toMatchObject({
      id: resource.id,
      code: "PAL_EXPECTATION_FAILED",
      text: sentence(`The link was written. It could not be undone (${because})`),
      properties: { partnerId: declared, adopted: false, __link: settled() },
    });
  });

  it.each<Case & { readonly becomes: LinkState }>([
    {
      when: "the removal got no response",
      undo: [
        ["delete", declared, lostReply],
        ["get", linkedAsDeclared],
      ],
      becomes: { kind: "unsettled", pending: [declared] },
    },
    {
      when: "the removal got no response and the link cannot be read",
      undo: [
        ["delete", declared, lostReply],
        ["get", forbidden],
      ],
      becomes: { kind: "unsettled", pending: [declared] },
    },
    {
      when: "the restoring of a link that the stack made got no response",
      live: linkedToAnother,
      link: settled({ partnerId: another, version: 5 }),
      undo: [
        ["update", another, lostReply],
        ["get", linkedAsDeclared],
      ],
      becomes: {
        kind: "unsettled",
        pending: [declared, another],
        found: another,
        before: settled({ partnerId: another, version: 5 }),
      },
    },
  ])("keeps the resource in state, its link unsettled, when $when", async ({ becomes, ...row }) => {
    const { result } = await writes(row);
    expect(result).toBeInstanceOf(PartialSuccess);
    expect(result).toMatchObject({
      text: sentence("The link was written. Whether it was undone is unknown (the service answered nothing)"),
      properties: { adopted: false, __link: becomes },
    });
  });
});
