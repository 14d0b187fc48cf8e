import { coverageOf, effectOf, type Gap, type ProvedRole } from "../../../provider/recognition/bounds";
import { proved } from "./facts";

describe("effectOf", () => {
  it.each<[Partial<ProvedRole>, number, number]>([
    [{}, 2, 2],
    [{ place: "below" }, 1, 1],
    [{ lasts: "limited" }, 1, 1],
    [{ lasts: "limited", place: "below" }, 1, 1],
    [{ lasts: "perhaps" }, 1, 2],
    [{ lasts: "perhaps", place: "below" }, 1, 1],
    [{ worth: "notInList" }, 0, 2],
    [{ worth: "custom", place: "below" }, 0, 1],
    [{ worth: "doesNotCount" }, 0, 0],
  ])("is for %j: at least %i, at most %i", (more, lo, hi) => {
    expect(effectOf(proved(more))).toEqual({ lo, hi });
  });
});

describe("coverageOf", () => {
  const all: Gap = { hi: 2, reason: "rolesNotVisible" };
  const below: Gap = { hi: 1, reason: "rolesNotVisible" };

  it.each<[string, readonly Partial<ProvedRole>[], readonly Gap[], string]>([
    ["a whole one beside anything", [{}, { worth: "custom" }, { lasts: "perhaps" }], [all], "2 2"],
    ["a part", [{ place: "below" }], [], "1 1 partOfSubscription"],
    ["a part, and nothing else was read", [{ place: "below" }], [all], "1 2 partOfSubscription rolesNotVisible"],
    ["a part, and nothing below was read", [{ place: "below" }], [below], "1 1 partOfSubscription"],
    ["a part for a time", [{ place: "below", lasts: "limited" }], [], "1 1 onlyWhileActive partOfSubscription"],
    [
      "a part, and a custom role",
      [{ place: "below" }, { worth: "custom" }],
      [all],
      "1 2 customRole partOfSubscription",
    ],
    [
      "a part, and an unlisted part",
      [{ place: "below" }, { worth: "notInList", place: "below" }],
      [],
      "1 1 partOfSubscription",
    ],
    ["perhaps an activation", [{ lasts: "perhaps" }], [below], "1 2 maybeOnlyActive"],
    ["an unlisted role", [{ worth: "notInList" }], [all], "0 2 roleNotInList"],
    ["an unconfirmed one", [], [{ hi: 1, reason: "notConfirmed" }, all], "0 2 notConfirmed"],
    ["nothing that counts", [{ worth: "doesNotCount" }], [], "0 0"],
    ["nothing at all", [], [], "0 0"],
  ])("of %s", (_, roles, gaps, expected) => {
    const { lo, hi, reasons } = coverageOf(roles.map(proved), gaps);
    expect([lo, hi, ...reasons.map(({ id }) => id)].join(" ")).toBe(expected);
  });

  it.each<[string, readonly Partial<ProvedRole>[], boolean]>([
    ["is open where no source tells", [{ isEndKnown: false }], true],
    ["is known where one of two tells", [{ isEndKnown: false }, {}], false],
    ["is another matter for an activation", [{ lasts: "perhaps", isEndKnown: false }], false],
    ["is open though a part has one", [{ isEndKnown: false }, { place: "below" }], true],
    ["does not matter where nothing counts", [{ worth: "notInList", isEndKnown: false }], false],
  ])("knows whether the end %s", (_, roles, expected) => {
    expect(coverageOf(roles.map(proved), []).isEndUnknown).toBe(expected);
  });

  it("is open as long as reading more could show more", () => {
    expect(coverageOf([proved()], [all]).isOpen).toBe(false);
    expect(coverageOf([proved({ place: "below" })], [below]).isOpen).toBe(false);
    expect(coverageOf([], [below]).isOpen).toBe(true);
  });
});
