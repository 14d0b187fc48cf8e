import type { PlantedBug } from "./callbacks";
import { findViolation } from "./search";

interface Planted extends PlantedBug {
  readonly name: string;
  /** What the history that catches it ends with. */
  readonly caught: RegExp;
}

/** One bug in each callback that decides, and in what is known after a write of unknown outcome. */
const bugs: readonly Planted[] = [
  {
    name: "check takes every link for absent",
    file: "check",
    find: "if (live === undefined)\n            (0, holders_1.recordAbsent)",
    replace: "(0, holders_1.recordAbsent)",
    caught: /BROKEN: create says adopted false/,
  },
  {
    name: "diff does not mind that a link is gone",
    file: "diff",
    find: "if ((0, compare_1.isAsDeclared)(news, live))",
    replace: "if (live === undefined || (0, compare_1.isAsDeclared)(news, live))",
    caught: /BROKEN: . is not linked after a success/,
  },
  {
    name: "create overwrites unless overwrite is false",
    file: "create",
    find: 'mayReplace: () => inputs["overwrite"] === true',
    replace: 'mayReplace: () => inputs["overwrite"] !== false',
    caught: /BROKEN: create replaced the link to/,
  },
  {
    name: "update keeps adopted after a write",
    file: "update",
    find: 'wrote === "none" && olds["adopted"] === true',
    replace: 'olds["adopted"] === true',
    caught: /BROKEN: update says adopted true/,
  },
  {
    name: "delete ignores who holds the identity now",
    file: "delete",
    find: "if (holder !== undefined)",
    replace: "if (false)",
    caught: /BROKEN: delete removed the link that another resource of the program holds/,
  },
  {
    name: "a second write of unknown outcome forgets the first",
    file: "unknownOutcome",
    find: "if (found === undefined || !isOwn(olds, found))",
    replace: 'if (found === undefined || olds["state"] === undefined)',
    caught:
      /BROKEN: (delete left the link that this resource made|one failed without a reason|the link of . to \d+ was orphaned)/,
  },
];

describe("a bug that is planted", () => {
  it.each(bugs)("is caught by a history: $name", async ({ caught, name: _name, ...planted }) => {
    const told = await findViolation({ seed: 42, histories: 3000, path: undefined, planted });
    expect(told).toMatch(caught);
    expect(told).toMatch(/To play it again: PAL_SEED=42 PAL_PATH=\S+ npx jest test\/model/);
  });
});
