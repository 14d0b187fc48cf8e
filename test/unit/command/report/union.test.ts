import { partsOf } from "../../../../provider/command/report/parts";
import { unionOf } from "../../../../provider/command/report/union";
import type { Row } from "../../../../provider/command/report/types";
import { failedRow, type Made, readRow } from "./rows";

const rows = (...made: readonly Made[]): Row[] => made.map((one, index) => readRow({ who: index + 1, ...one }));

function united(all: readonly Row[]): string {
  const { status, subscriptions, identitiesThatCount, isSinglePointOfFailure } = unionOf(all.flatMap(partsOf));
  const covered = subscriptions.filter(({ lo, usage }) => lo === 2 && usage !== "no").length;
  return `${status} ${covered}/${subscriptions.length} by ${identitiesThatCount}${isSinglePointOfFailure ? ", single" : ""}`;
}

describe("unionOf", () => {
  it.each<[string, string, Row[]]>([
    ["one identity that covers all", "expected 1/1 by 1, single", rows({})],
    ["two that cover the same", "expected 1/1 by 2", rows({}, {})],
    ["the same identity twice", "expected 1/1 by 1, single", rows({ who: 1 }, { who: 1 })],
    [
      "two that cover what the other does not",
      "expected 2/2 by 2, single",
      rows({ roles: { 1: "yes", 2: "no" }, status: "partly" }, { roles: { 1: "no", 2: "yes" }, status: "partly" }),
    ],
    [
      "one of two that is not linked",
      "expected 1/1 by 1, single",
      rows({}, { isLinked: false, status: "notExpected" }),
    ],
    [
      "one that is not linked and has a subscription of its own",
      "partly 1/2 by 1, single",
      rows({}, { isLinked: false, roles: { 2: "yes" }, status: "notExpected" }),
    ],
    [
      "none that is linked",
      "notExpected 0/1 by 0",
      rows(...[1, 2].map(() => ({ isLinked: false, status: "notExpected" as const }))),
    ],
    [
      "none that covers anything",
      "notExpected 0/1 by 0",
      rows({ roles: { 1: "no" }, status: "notExpected" }, { roles: { 1: "no" }, status: "notExpected" }),
    ],
    [
      "one that covers a part, one the whole",
      "expected 1/1 by 1, single",
      rows({ roles: { 1: "partly" }, status: "partly" }, {}),
    ],
    [
      "two that cover a part",
      "partly 0/1 by 2",
      rows(...[1, 2].map(() => ({ roles: { 1: "partly" as const }, status: "partly" as const }))),
    ],
    [
      "one that covers, and one of which nothing is known",
      "expected 1/1 by 1, single",
      rows({}, { roles: { 1: "unknown" }, status: "unknown" }),
    ],
    [
      "a subscription of which nothing is known",
      "unknown 1/2 by 1, single",
      rows({}, { roles: { 2: "unknown" }, status: "unknown" }),
    ],
    [
      "an uncovered subscription without usage",
      "expected 1/1 by 2",
      rows({ roles: { 1: "yes", 2: "no" }, usage: { 2: "no" } }, {}),
    ],
    [
      "a subscription without usage as one says, and with usage as another does",
      "partly 1/2 by 2",
      rows(
        { roles: { 1: "yes", 2: "no" }, usage: { 2: "no" } },
        { roles: { 1: "yes", 2: "no" }, usage: { 2: "yes" }, status: "partly" },
      ),
    ],
    [
      "nothing in use",
      "notExpected 0/1 by 0",
      rows(...[1, 2].map(() => ({ usage: { 1: "no" as const }, status: "notExpected" as const }))),
    ],
    [
      "no subscription, for certain",
      "notExpected 0/0 by 0",
      rows(...[1, 2].map(() => ({ roles: {}, status: "notExpected" as const }))),
    ],
    [
      "no subscription, perhaps",
      "unknown 0/0 by 0",
      rows({ roles: {}, status: "notExpected" }, { roles: {}, status: "unknown" }),
    ],
    [
      "one without a subscription beside one that covers",
      "expected 1/1 by 1, single",
      rows({}, { roles: {}, status: "unknown" }),
    ],
    [
      "the verdict of the only identity",
      "partly 1/2 by 1, single",
      rows({ roles: { 1: "yes", 2: "unknown" }, status: "partly" }),
    ],
    ["one that failed", "error 0/0 by 0", [failedRow()]],
    ["one that failed beside one that covers", "expected 1/1 by 1, single", [readRow(), failedRow()]],
    [
      "one that failed beside one that does not",
      "error 0/1 by 0",
      [readRow({ roles: { 1: "no" }, status: "notExpected" }), failedRow()],
    ],
  ])("adds up %s", (_, expected, all) => {
    expect(united(all)).toBe(expected);
    expect(united([...all].reverse())).toBe(expected);
  });
});
