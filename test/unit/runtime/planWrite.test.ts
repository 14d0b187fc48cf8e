import type { LiveLink } from "../../../provider/azure/partnerLink";
import type { LinkState, Settled } from "../../../provider/runtime/linkState";
import { planWrite, type Refusal, type WantedLink } from "../../../provider/runtime/plan";
import { a, adopted, b, c, liveA, liveB, made, pending, unversioned } from "./links";

interface WriteRow {
  readonly when: string;
  readonly live: LiveLink | undefined;
  readonly wanted?: Partial<WantedLink>;
  readonly state: LinkState | "new";
  readonly seen?: readonly Settled[];
}

function planOf({ live, wanted, state, seen }: WriteRow): unknown {
  const plain = { partnerId: a, overwrite: false, expect: undefined, ignoresPartner: false, importId: undefined };
  return planWrite(live, { ...plain, ...wanted }, state, seen);
}

const importId = "tenant/object";
const expectContoso = { expect: { partnerName: "Contoso" } };
const expectOther = { expect: { partnerName: "Northwind" } };

describe("planWrite", () => {
  it.each<WriteRow>([
    { when: "a new resource has no link", live: undefined, state: "new" },
    { when: "the link in state is gone", live: undefined, state: made(a, 3) },
    { when: "the adopted link in state is gone", live: undefined, state: adopted(a, 3) },
    { when: "a pending write is not applied", live: undefined, state: pending([a]) },
    {
      when: "the link is gone and an import option is still there",
      live: undefined,
      wanted: { importId },
      state: made(a),
    },
    {
      when: "the link is gone and changes of the partner are ignored",
      live: undefined,
      wanted: { ignoresPartner: true },
      state: made(a),
    },
    { when: "another name is expected of no link", live: undefined, wanted: expectOther, state: "new" },
  ])("creates the link when $when", (row) => {
    expect(planOf(row)).toStrictEqual({ action: "create" });
  });

  it.each<WriteRow & { readonly link: Settled }>([
    { when: "a new resource finds it as declared", live: liveA, state: "new", link: adopted(a, 3) },
    { when: "an imported resource finds it", live: liveA, wanted: { importId }, state: "new", link: adopted(a, 3) },
    { when: "it has no version", live: unversioned(a), state: "new", link: adopted(a) },
    { when: "it has no version any more", live: unversioned(a), state: made(a, 3), link: adopted(a) },
    { when: "the state adopted it", live: liveA, state: adopted(a, 3), link: adopted(a, 3) },
    { when: "it was written again since the state", live: liveA, state: made(a, 2), link: adopted(a, 3) },
    { when: "the state has no version", live: liveA, state: made(a), link: adopted(a, 3) },
    { when: "the stack made a link to another partner", live: liveA, state: made(b, 3), link: adopted(a, 3) },
    { when: "a write to another partner is pending", live: liveA, state: pending([b]), link: adopted(a, 3) },
    {
      when: "the link before a pending write was adopted",
      live: liveA,
      state: pending([b], { found: a, before: adopted(a, 3) }),
      link: adopted(a, 3),
    },
    { when: "a state that was seen adopted it", live: liveA, state: "new", seen: [adopted(a, 3)], link: adopted(a, 3) },
    { when: "a state that was seen is older", live: liveA, state: "new", seen: [made(a, 2)], link: adopted(a, 3) },
    {
      when: "a state that was seen had another partner",
      live: liveA,
      state: "new",
      seen: [made(b, 3)],
      link: adopted(a, 3),
    },
    { when: "its name is the expected one", live: liveA, wanted: expectContoso, state: "new", link: adopted(a, 3) },
    { when: "it has no name to compare", live: unversioned(a), wanted: expectContoso, state: "new", link: adopted(a) },
  ])("adopts the declared link when $when", ({ link: expected, ...row }) => {
    expect(planOf(row)).toStrictEqual({ action: "nothing", link: expected });
  });

  it.each<WriteRow>([
    { when: "the state made this very link", live: liveA, state: made(a, 3) },
    { when: "a state that was seen made it", live: liveA, state: "new", seen: [made(a, 3)] },
    {
      when: "one of the states that were seen made it",
      live: liveA,
      state: "new",
      seen: [made(a, 2), made(a, 3), made(b, 3)],
    },
    {
      when: "a state that was seen made it, and this one adopted it",
      live: liveA,
      state: adopted(a, 3),
      seen: [made(a, 3)],
    },
    { when: "the newest pending write was applied", live: liveA, state: pending([a]) },
    { when: "an older pending write was applied", live: liveA, state: pending([b, a]) },
    {
      when: "the link before a pending write still stands",
      live: liveA,
      state: pending([b], { found: a, before: made(a, 3) }),
    },
    { when: "changes of the partner are ignored", live: liveA, wanted: { ignoresPartner: true }, state: made(a, 3) },
  ])("keeps the declared link as the stack's own when $when", (row) => {
    expect(planOf(row)).toStrictEqual({ action: "nothing", link: made(a, 3) });
  });

  it("keeps the declared link as the stack's own when the service gives no versions", () => {
    const row: WriteRow = { when: "", live: unversioned(a), state: made(a) };
    expect(planOf(row)).toStrictEqual({ action: "nothing", link: made(a) });
  });

  it.each<WriteRow & { readonly link: Settled }>([
    { when: "the stack made the declared one", live: liveB, state: made(a, 3), link: made(a, 3) },
    { when: "the stack adopted the declared one", live: liveB, state: adopted(a, 3), link: adopted(a, 3) },
    { when: "the stack made that one", live: liveB, state: made(b, 5), link: made(b, 5) },
    { when: "overwrite is set", live: liveB, state: made(a, 3), wanted: { overwrite: true }, link: made(a, 3) },
    { when: "a pending write to it was applied", live: liveB, state: pending([b]), link: made(b, 5) },
    {
      when: "it is the one before a pending write",
      live: liveB,
      state: pending([a], { found: b, before: adopted(b, 5) }),
      link: adopted(b, 5),
    },
  ])(
    "leaves another partner's link when changes of the partner are ignored and $when",
    ({ link: expected, ...row }) => {
      expect(planOf({ ...row, wanted: { ignoresPartner: true, ...row.wanted } })).toStrictEqual({
        action: "nothing",
        link: expected,
      });
    },
  );

  it.each<WriteRow>([
    { when: "overwrite is set on a new resource", live: liveB, wanted: { overwrite: true }, state: "new" },
    {
      when: "overwrite is set and changes of the partner are ignored once there is a state",
      live: liveB,
      wanted: { overwrite: true, ignoresPartner: true },
      state: "new",
    },
    { when: "the stack made the link", live: liveB, state: made(b, 5) },
    { when: "the stack made another link, which drifted", live: liveB, state: made(a, 3) },
    { when: "the stack adopted another link, which drifted", live: liveB, state: adopted(a, 3) },
    { when: "a pending write to it was applied", live: liveB, state: pending([b]) },
    {
      when: "it is the link before a pending write",
      live: liveB,
      state: pending([a], { found: b, before: adopted(b, 5) }),
    },
    { when: "overwrite is set and a write is pending", live: liveB, wanted: { overwrite: true }, state: pending([a]) },
    { when: "a state that was seen made that very link", live: liveB, state: "new", seen: [made(b, 5)] },
    { when: "one of the states that were seen made it", live: liveB, state: "new", seen: [made(a, 5), made(b, 5)] },
    { when: "a state that was seen made it, without versions", live: unversioned(b), state: "new", seen: [made(b)] },
    {
      when: "overwrite is set, a write is pending and changes of the partner are ignored",
      live: liveB,
      wanted: { overwrite: true, ignoresPartner: true },
      state: pending([a]),
    },
    {
      when: "another name is expected than the linked partner's",
      live: liveB,
      wanted: expectContoso,
      state: made(a, 3),
    },
  ])("replaces another partner's link when $when", (row) => {
    expect(planOf(row)).toStrictEqual({ action: "replace" });
  });

  it.each<WriteRow & { readonly reason: Refusal }>([
    { when: "there is no link to import", live: undefined, wanted: { importId }, state: "new", reason: "importAbsent" },
    {
      when: "the link to import is another partner's",
      live: liveB,
      wanted: { importId },
      state: "new",
      reason: "importOther",
    },
    {
      when: "the link to import is another partner's and overwrite is set",
      live: liveB,
      wanted: { importId, overwrite: true },
      state: "new",
      reason: "importOther",
    },
    {
      when: "the declared partner has another name",
      live: liveA,
      wanted: expectOther,
      state: "new",
      reason: "otherPartnerName",
    },
    {
      when: "the declared partner has another name and the stack made the link",
      live: liveA,
      wanted: expectOther,
      state: made(a, 3),
      reason: "otherPartnerName",
    },
    { when: "a new resource finds another partner", live: liveB, state: "new", reason: "linkExists" },
    {
      when: "a new resource finds another partner and ignores changes of it",
      live: liveB,
      wanted: { ignoresPartner: true },
      state: "new",
      reason: "linkExists",
    },
    {
      when: "a state that was seen adopted that link",
      live: liveB,
      state: "new",
      seen: [adopted(b, 5)],
      reason: "linkExists",
    },
    {
      when: "a state that was seen made an older link",
      live: liveB,
      state: "new",
      seen: [made(b, 4)],
      reason: "linkExists",
    },
    {
      when: "a state that was seen made another link",
      live: liveB,
      state: "new",
      seen: [made(a, 5)],
      reason: "linkExists",
    },
    { when: "it appeared beside a pending write", live: liveB, state: pending([a]), reason: "linkExists" },
    {
      when: "it appeared after a pending write that found another one",
      live: liveB,
      state: pending([a], { found: c, before: made(c, 5) }),
      reason: "linkExists",
    },
    {
      when: "it appeared beside a pending write and changes of the partner are ignored",
      live: liveB,
      wanted: { ignoresPartner: true },
      state: pending([a]),
      reason: "linkExists",
    },
  ])("refuses with $reason when $when", ({ reason, ...row }) => {
    expect(planOf(row)).toStrictEqual({ action: "refuse", reason });
  });
});
