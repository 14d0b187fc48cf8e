import type { Scenario } from "../scenario";
import { chain, one, program } from "./common";

const bySize = { changes: true, replaces: ["size"] };

/** One resource in the place of another. */
export const replacement: readonly Scenario[] = [
  {
    name: "createFirst",
    about: "The new one is made before the old one goes, and its dependents follow.",
    steps: [
      { run: "up", declare: chain() },
      {
        run: "preview",
        declare: program([one({ size: 2 }), { name: "two", props: { from: { $of: ["one", "made"] } } }], {
          one: { diff: bySize, create: { id: "another", outs: { made: "differently" } } },
        }),
      },
      { run: "up" },
    ],
  },
  {
    name: "deleteFirst",
    about: "The old one goes first, and with it what would have to be replaced too.",
    steps: [
      { run: "up", declare: chain() },
      {
        run: "preview",
        declare: program([one({ size: 2 }), { name: "two", props: { from: { $of: ["one", "made"] } } }], {
          one: { diff: { ...bySize, deleteBeforeReplace: true } },
          two: { diff: { changes: true, replaces: ["from"] } },
        }),
      },
      { run: "up" },
    ],
  },
  {
    name: "deleteFirstByOption",
    about: "The program decides about the order; a dependent that need not be replaced stays.",
    steps: [
      { run: "up", declare: chain() },
      {
        run: "up",
        declare: program(
          [one({ size: 2 }, { deleteBeforeReplace: true }), { name: "two", props: { from: { $of: ["one", "made"] } } }],
          { one: { diff: bySize } },
        ),
      },
      {
        run: "up",
        declare: program([one({ size: 3 }, { deleteBeforeReplace: false })], {
          one: { diff: { ...bySize, deleteBeforeReplace: true } },
        }),
      },
    ],
  },
  {
    name: "forced",
    about: "A replacement that the user asks for skips diff.",
    steps: [
      { run: "up", declare: chain() },
      { run: "preview", options: { replace: ["one"] } },
      { run: "up", options: { replace: ["one"] } },
      { run: "preview", taint: "one" },
      { run: "up" },
      { run: "preview", options: { expectNoChanges: true } },
      { run: "up", options: { replace: ["nobody"] } },
    ],
  },
  {
    name: "failedDeletion",
    about: "The old one cannot be deleted: it waits, unseen, for the next update.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      { run: "up", declare: program([one({ size: 2 })], { one: { diff: bySize, delete: { throws: "stuck" } } }) },
      { run: "preview", declare: program([one({ size: 2 })]), options: { expectNoChanges: true } },
      { run: "refresh", options: { parallel: 1 } },
      { run: "up", options: { expectNoChanges: true } },
    ],
  },
  {
    name: "failedDeleteFirst",
    about: "The old one cannot be deleted before the new one is made: nothing is lost.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      {
        run: "up",
        declare: program([one({ size: 2 })], {
          one: { diff: { ...bySize, deleteBeforeReplace: true }, delete: { throws: "stuck" } },
        }),
      },
      { run: "up", declare: program([one({ size: 2 })], { one: { diff: { ...bySize, deleteBeforeReplace: true } } }) },
    ],
  },
  {
    name: "failedCreation",
    about: "The old one is gone and the new one cannot be made: the next update makes it.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      {
        run: "up",
        declare: program([one({ size: 2 })], {
          one: { diff: { ...bySize, deleteBeforeReplace: true }, create: { throws: "no room" } },
        }),
      },
      { run: "refresh" },
      { run: "preview" },
      { run: "up", declare: program([one({ size: 2 })], { one: { diff: { deleteBeforeReplace: true } } }) },
    ],
  },
  {
    name: "abandonedReplacement",
    about: "The old one is gone, the new one was not made, and nobody wants it any more.",
    steps: [
      { run: "up", declare: program([one({ size: 1 }), { name: "other" }]) },
      {
        run: "up",
        declare: program([one({ size: 2 }), { name: "other" }], {
          one: { diff: { ...bySize, deleteBeforeReplace: true }, create: { throws: "no room" } },
        }),
      },
      { run: "up", declare: program([{ name: "other" }]) },
    ],
  },
  {
    name: "failedCreateFirst",
    about: "The new one cannot be made: the old one stays as it is.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      { run: "up", declare: program([one({ size: 2 })], { one: { diff: bySize, create: { throws: "no room" } } }) },
    ],
  },
  {
    name: "partialReplacement",
    about: "The new one is half made: both are kept.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      {
        run: "up",
        declare: program([one({ size: 2 })], {
          one: { diff: bySize, create: { throws: "half done", id: "half", reasons: ["no time"] } },
        }),
      },
      { run: "up", declare: program([one({ size: 2 })]) },
    ],
  },
  {
    name: "replaceOnChanges",
    about: "The program makes changes of some properties replacements, where the engine finds the changes.",
    steps: [
      {
        run: "up",
        declare: program([one({ size: 1, nested: { a: 1, b: 1 } }, { replaceOnChanges: ["size", "nested.a"] })]),
      },
      {
        run: "up",
        declare: program([one({ size: 1, nested: { a: 1, b: 2 } }, { replaceOnChanges: ["size", "nested.a"] })]),
      },
      { run: "up", declare: program([one({ size: 2, nested: { a: 1, b: 2 } }, { replaceOnChanges: ["size"] })]) },
      { run: "preview", declare: program([one({ size: 3 }, { replaceOnChanges: ["*"] })]) },
      {
        run: "preview",
        declare: program([one({ size: 3 }, { replaceOnChanges: ["size"] })], { one: { diff: { changes: true } } }),
      },
    ],
  },
  {
    name: "checkFailsAfresh",
    about: "Inputs that pass as a change and fail as a beginning.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      {
        run: "preview",
        declare: program([one({ size: 2 })], { one: { diff: { throws: "no diff" } } }),
        options: { replace: ["one"] },
      },
    ],
  },
];
