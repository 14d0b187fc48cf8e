import { coverageOf, type ProvedRole } from "../../../provider/recognition/bounds";
import type { Facts, Subscription } from "../../../provider/recognition/facts";
import type { Judged } from "../../../provider/recognition/judged";
import { knownRoles } from "../../../provider/recognition/knownRoles";
import { notesOf } from "../../../provider/recognition/notes";
import { roleList } from "../../../provider/recognition/roleList";
import { conclusionOf, statusOf } from "../../../provider/recognition/status";
import { atProduction, contributor, facts, now, otherId, production, proved, row } from "./facts";

const day = 86_400_000;
const daysAgo = (days: number): string => new Date(now - days * day).toISOString();

function judged(roles: readonly Partial<ProvedRole>[], of: Partial<Subscription> = {}): Judged {
  return {
    subscription: { ...production, ...of },
    isDelegated: false,
    coverage: coverageOf(roles.map(proved), []),
    usage: { known: "yes", isAsked: true },
  };
}

describe("statusOf", () => {
  it.each([
    ["", "unknown"],
    ["22", "expected"],
    ["22 22", "expected"],
    ["00 00", "notExpected"],
    ["11", "partly"],
    ["12", "unknown"],
    ["02", "unknown"],
    ["22 00 02", "partly"],
    ["22 01", "partly"],
    ["22 02", "unknown"],
    ["00 02", "unknown"],
    ["00 01", "unknown"],
    ["12 12", "unknown"],
    ["12 11", "partly"],
  ] as const)("is of %s: %s", (bounds, status) => {
    const read = bounds
      .split(" ")
      .filter(Boolean)
      .map(([lo, hi]) => ({ lo: Number(lo) as 0, hi: Number(hi) as 0 }));
    expect(statusOf(read)).toBe(status);
  });
});

describe("conclusionOf", () => {
  const known = knownRoles(facts("user"), roleList());
  const none = { known: "no", reason: "noResources", isAsked: true } as const;

  function conclude(given: Facts, subscriptions: readonly Judged[], asked = {}): string {
    const { status, findings } = conclusionOf(given, subscriptions, known, asked);
    return [status, ...findings.map(({ id, subscription }) => (subscription === undefined ? `${id} (all)` : id))].join(
      " ",
    );
  }

  it.each<[string, Facts, readonly Judged[], object, string]>([
    ["covered", facts("user"), [judged([{}])], {}, "expected"],
    ["linked to the right partner", facts("user"), [judged([{}])], { partnerId: "123456" }, "expected"],
    ["linked to another", facts("user"), [judged([{}])], { partnerId: "1" }, "notExpected linkedToAnother (all)"],
    [
      "empty beside covered",
      facts("user"),
      [judged([{}]), { ...judged([{ place: "below" }]), usage: none }],
      {},
      "expected noResources",
    ],
    [
      "empty",
      facts("user"),
      [{ ...judged([{ place: "below" }]), usage: none }],
      {},
      "notExpected partOfSubscription noResources",
    ],
    [
      "asked for, not listed",
      facts("user", { active: { rows: [row(contributor, atProduction)] } }),
      [judged([{}])],
      { subscriptionIds: [production.subscriptionId, otherId] },
      "partly noSubscription",
    ],
    [
      "asked for, not listed, roles unread",
      facts("user"),
      [judged([{}])],
      { subscriptionIds: [otherId] },
      "unknown noSubscription",
    ],
    [
      "named by a role, not listed",
      facts("user", { active: { rows: [row(contributor, `/subscriptions/${otherId}`)] } }),
      [judged([{}])],
      {},
      "unknown noSubscription",
    ],
    [
      "the same of a service principal",
      facts("servicePrincipal", { active: { rows: [row(contributor, `/subscriptions/${otherId}`)] } }),
      [judged([{}])],
      {},
      "expected",
    ],
    [
      "none listed, role in one",
      facts("user", { subscriptions: [], active: { rows: [row(contributor, atProduction)] } }),
      [],
      {},
      "unknown noSubscription (all)",
    ],
    [
      "none listed, no role",
      facts("user", { subscriptions: [], active: { rows: [] } }),
      [],
      {},
      "notExpected noSubscription (all)",
    ],
  ])("%s", (_, given, subscriptions, asked, expected) => {
    expect(conclude(given, subscriptions, asked)).toBe(expected);
  });
});

describe("notesOf", () => {
  it.each<[string, Partial<Facts>, Judged, readonly string[]]>([
    ["a link of five days", { link: { partnerId: "1", createdTime: daysAgo(5) } }, judged([{}]), []],
    ["a link of four days", { link: { partnerId: "1", createdTime: daysAgo(4.99) } }, judged([{}]), ["tooFresh"]],
    [
      "an old link that was changed",
      { link: { partnerId: "1", createdTime: daysAgo(50), updatedTime: daysAgo(1) } },
      judged([{}]),
      ["tooFresh"],
    ],
    ["new assignments", {}, judged([{ createdTime: daysAgo(1) }, { createdTime: daysAgo(2) }]), ["tooFresh"]],
    ["a new one beside an old one", {}, judged([{ createdTime: daysAgo(1) }, { createdTime: daysAgo(9) }]), []],
    ["a new one beside one of unknown age", {}, judged([{ createdTime: daysAgo(1) }, {}]), []],
    [
      "past due, sold by a CSP",
      {},
      judged([{}], { state: "PastDue", quotaId: "CSP_2015-05-01" }),
      ["cspSold", "subscriptionNotEnabled"],
    ],
    ["the same without a role that counts", {}, judged([], { state: "PastDue", quotaId: "CSP_2015-05-01" }), []],
    [
      "usage that cannot be seen",
      {},
      { ...judged([{}]), usage: { known: "unknown", isAsked: true } },
      ["usageNotVisible"],
    ],
    ["usage that is not asked for", {}, { ...judged([{}]), usage: { known: "unknown", isAsked: false } }, []],
  ])("on %s", (_, more, one, expected) => {
    const found = notesOf(facts("user", { link: { partnerId: "1" }, ...more }), [one]);
    expect(found.map(({ id }) => id)).toEqual(expected);
  });
});
