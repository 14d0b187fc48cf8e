import type { LiveLink } from "../../../provider/azure/partnerLink";
import type { LinkState, Settled, Unsettled } from "../../../provider/runtime/linkState";
import {
  comparePartnerName,
  isCreated,
  isOwn,
  resolve,
  unsettle,
  type WantedLink,
} from "../../../provider/runtime/plan";
import { a, adopted, b, c, liveA, liveB, liveC, made, pending, unversioned } from "./links";

describe("resolve", () => {
  it.each<{ when: string; state: LinkState; live: LiveLink; link: LinkState }>([
    { when: "nothing is pending", state: adopted(a, 3), live: liveB, link: adopted(a, 3) },
    { when: "the pending write was applied", state: pending([b]), live: liveB, link: made(b, 5) },
    { when: "an older pending write was applied", state: pending([a, b]), live: liveB, link: made(b, 5) },
    { when: "an applied link has no version", state: pending([b]), live: unversioned(b), link: made(b) },
    {
      when: "the pending write goes back to the partner before it",
      state: pending([b], { found: b, before: adopted(b, 4) }),
      live: liveB,
      link: made(b, 5),
    },
    {
      when: "the link before it still stands",
      state: pending([a], { found: b, before: adopted(b, 4) }),
      live: liveB,
      link: adopted(b, 4),
    },
    {
      when: "the link before it is not known",
      state: pending([a], { found: b }),
      live: liveB,
      link: pending([a], { found: b }),
    },
    {
      when: "a third link stands",
      state: pending([a], { found: b, before: made(b, 5) }),
      live: liveC,
      link: pending([a], { found: b, before: made(b, 5) }),
    },
  ])("tells what the state is to say when $when", ({ state, live, link: expected }) => {
    expect(resolve(state, live)).toStrictEqual(expected);
  });
});

describe("unsettle", () => {
  it.each<{ when: string; live: LiveLink | undefined; state: LinkState | "new"; seen?: Settled[]; link: Unsettled }>([
    { when: "a new resource found no link", live: undefined, state: "new", link: pending([a]) },
    {
      when: "a new resource found no link, and a state that was seen made one",
      live: undefined,
      state: "new",
      seen: [made(b, 5)],
      link: pending([a]),
    },
    {
      when: "a new resource replaced a link that a state that was seen made",
      live: liveB,
      state: "new",
      seen: [made(b, 4), made(b, 5)],
      link: pending([a], { found: b, before: made(b, 5) }),
    },
    {
      when: "a new resource replaced a link that a state that was seen adopted",
      live: liveB,
      state: "new",
      seen: [adopted(b, 5)],
      link: pending([a]),
    },
    {
      when: "it replaced a drifted link that a state that was seen made",
      live: liveB,
      state: adopted(c, 9),
      seen: [made(b, 5)],
      link: pending([a], { found: b, before: adopted(c, 9) }),
    },
    { when: "a new resource replaced a link", live: liveB, state: "new", link: pending([a]) },
    { when: "the link in state was gone", live: undefined, state: made(b, 5), link: pending([a]) },
    {
      when: "it replaced the link in state",
      live: liveB,
      state: made(b, 5),
      link: pending([a], { found: b, before: made(b, 5) }),
    },
    {
      when: "it replaced a drifted link",
      live: liveC,
      state: adopted(b, 5),
      link: pending([a], { found: c, before: adopted(b, 5) }),
    },
    { when: "an earlier write is pending", live: undefined, state: pending([b]), link: pending([a, b]) },
    { when: "the same write is pending already", live: undefined, state: pending([b, a]), link: pending([a, b]) },
    {
      when: "an earlier write was applied",
      live: liveB,
      state: pending([b]),
      link: pending([a, b], { found: b, before: made(b, 5) }),
    },
    {
      when: "the link before an earlier write still stood",
      live: liveC,
      state: pending([b], { found: c, before: adopted(c, 9) }),
      link: pending([a, b], { found: c, before: adopted(c, 9) }),
    },
    {
      when: "a third link was replaced",
      live: liveC,
      state: pending([b], { found: a, before: made(a, 3) }),
      link: pending([a, b]),
    },
  ])("keeps what the write may have changed when $when", ({ live, state, seen, link: expected }) => {
    expect(unsettle(a, live, state, seen)).toStrictEqual(expected);
  });
});

describe("isCreated", () => {
  it.each<{ what: string; state: LinkState; created: boolean }>([
    { what: "a link that the stack made", state: made(a), created: true },
    { what: "a link that the stack adopted", state: adopted(a), created: false },
    { what: "a pending write", state: pending([a]), created: true },
    { what: "a pending write over an adopted link", state: pending([a], { before: adopted(a) }), created: true },
  ])("is $created of $what", ({ state, created }) => {
    expect(isCreated(state)).toBe(created);
  });
});

describe("isOwn", () => {
  it.each<{ when: string; state: LinkState | "new"; seen?: Settled[]; own: boolean }>([
    { when: "no state knows it", state: "new", own: false },
    { when: "the state made it", state: made(a, 3), own: true },
    { when: "a state that was seen made it", state: "new", seen: [made(a, 3)], own: true },
    { when: "a pending write was applied", state: pending([a]), own: true },
    { when: "another pending write was not applied", state: pending([b]), own: false },
  ])("is $own when $when", ({ state, seen = [], own }) => {
    expect(isOwn(liveA, state, seen)).toBe(own);
  });
});

describe("comparePartnerName", () => {
  it.each<{ when: string; expected: WantedLink["expect"]; found: Partial<LiveLink>; verdict: string }>([
    { when: "nothing is expected", expected: undefined, found: { partnerName: "Contoso" }, verdict: "same" },
    { when: "no name is expected", expected: { tenantId: "t" }, found: { partnerName: "Contoso" }, verdict: "same" },
    { when: "no name is expected and none is given", expected: {}, found: {}, verdict: "same" },
    {
      when: "the names agree",
      expected: { partnerName: "Contoso" },
      found: { partnerName: "Contoso" },
      verdict: "same",
    },
    {
      when: "case and spaces of the expected name differ",
      expected: { partnerName: " contoso " },
      found: { partnerName: "Contoso" },
      verdict: "same",
    },
    {
      when: "case and spaces of the given name differ",
      expected: { partnerName: "Contoso" },
      found: { partnerName: " CONTOSO\n" },
      verdict: "same",
    },
    { when: "the service gives no name", expected: { partnerName: "Contoso" }, found: {}, verdict: "unknown" },
    {
      when: "the name is longer",
      expected: { partnerName: "Contoso" },
      found: { partnerName: "Contoso Ltd" },
      verdict: "other",
    },
    {
      when: "an empty name is expected",
      expected: { partnerName: "" },
      found: { partnerName: "Contoso" },
      verdict: "other",
    },
  ])("is $verdict when $when", ({ expected, found, verdict }) => {
    expect(comparePartnerName({ expect: expected }, { partnerId: a, ...found })).toBe(verdict);
  });
});
