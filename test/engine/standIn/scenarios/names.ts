import type { Scenario } from "../scenario";
import { one, program } from "./common";

const group = (name: string, options = {}) => ({ name, kind: "component" as const, options });

/** Resources that are called something else. */
export const names: readonly Scenario[] = [
  {
    name: "renameWithout",
    about: "Without an alias another name is another resource.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      { run: "preview", declare: program([{ name: "uno", props: { size: 1 } }]) },
      { run: "up" },
    ],
  },
  {
    name: "renameWith",
    about: "With an alias it is the same one.",
    steps: [
      { run: "up", declare: program([one({ size: 1 }), { name: "two", options: { dependsOn: ["one"] } }]) },
      {
        run: "preview",
        declare: program([
          { name: "uno", props: { name: "one", size: 1 }, options: { aliases: [{ name: "one" }] } },
          { name: "two", options: { dependsOn: ["uno"] } },
        ]),
      },
      { run: "up" },
      { run: "up", declare: program([{ name: "uno", props: { name: "one", size: 1 } }]) },
    ],
  },
  {
    name: "renameByUrn",
    about: "An alias can be a whole URN.",
    steps: [
      { run: "up", declare: program([one()]) },
      {
        run: "up",
        declare: program([
          {
            name: "uno",
            props: { name: "one" },
            options: { aliases: ["urn:pulumi:test::scripted::pulumi-nodejs:dynamic/scripted:Scripted::one"] },
          },
        ]),
      },
    ],
  },
  {
    name: "moves",
    about: "Into a component, to another one, and out again.",
    steps: [
      { run: "up", declare: program([one(), group("a"), group("b")]) },
      {
        run: "up",
        declare: program([group("a"), group("b"), one({}, { parent: "a", aliases: [{ parent: "stack" }] })]),
      },
      { run: "preview", declare: program([group("a"), group("b"), one({}, { parent: "b" })]) },
      { run: "up", declare: program([group("a"), group("b"), one({}, { parent: "b", aliases: [{ parent: "a" }] })]) },
      { run: "up", declare: program([group("a"), group("b"), one({}, { aliases: [{ parent: "b" }] })]) },
    ],
  },
  {
    name: "renamedParent",
    about: "Children follow a renamed parent, by their names too.",
    steps: [
      {
        run: "up",
        declare: program([
          group("old"),
          { name: "old-child", options: { parent: "old" } },
          { name: "other", options: { parent: "old" } },
          group("old-inner", { parent: "old" }),
          { name: "leaf", options: { parent: "old-inner" } },
        ]),
      },
      {
        run: "preview",
        declare: program([
          group("new", { aliases: [{ name: "old" }] }),
          { name: "new-child", props: { name: "old-child" }, options: { parent: "new" } },
          { name: "other", options: { parent: "new" } },
          group("new-inner", { parent: "new" }),
          { name: "leaf", options: { parent: "new-inner" } },
        ]),
      },
      { run: "up" },
    ],
  },
  {
    name: "renameAndReplace",
    about: "Renamed and replaced at once.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      {
        run: "up",
        declare: program([{ name: "uno", props: { name: "one", size: 2 }, options: { aliases: [{ name: "one" }] } }], {
          one: { diff: { changes: true, replaces: ["size"] } },
        }),
      },
    ],
  },
  {
    name: "sharedAlias",
    about: "Two resources claim to have been the same one.",
    steps: [
      { run: "up", declare: program([one()]) },
      {
        run: "preview",
        declare: program([
          { name: "uno", options: { aliases: [{ name: "one" }] } },
          { name: "un", options: { aliases: [{ name: "one" }], dependsOn: ["uno"] } },
        ]),
      },
      {
        run: "preview",
        declare: program([one(), { name: "un", options: { aliases: [{ name: "one" }], dependsOn: ["one"] } }]),
      },
    ],
  },
];
