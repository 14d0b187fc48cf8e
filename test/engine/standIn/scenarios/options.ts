import type { Scenario } from "../scenario";
import { one, program } from "./common";

const group = { name: "group", kind: "component" as const };

/** Options of resources. */
export const options: readonly Scenario[] = [
  {
    name: "ignoreChanges",
    about: "An ignored property stays what it was; every one with a star.",
    steps: [
      { run: "up", declare: program([one({ size: 1, nested: { a: 1, b: 1 }, list: [1, 2] })]) },
      {
        run: "preview",
        declare: program([
          one({ size: 2, nested: { a: 2, b: 2 }, list: [3, 4] }, { ignoreChanges: ["size", "nested.a", "list[0]"] }),
        ]),
      },
      { run: "up" },
      { run: "up", declare: program([one({ size: 5, more: 1 }, { ignoreChanges: ["*"] })]) },
      { run: "preview", declare: program([one({ list: [1] }, { ignoreChanges: ["list[1]", "made"] })]) },
      {
        run: "preview",
        declare: program([one({ size: 7 }, { ignoreChanges: ["size"] })], { one: { diff: { changes: true } } }),
      },
      { run: "refresh" },
    ],
  },
  {
    name: "ignoreSecrets",
    about: "An ignored property was a secret.",
    steps: [
      { run: "up", declare: program([one({ password: { $secret: "old" }, nested: { $secret: { a: 1 } } })]) },
      {
        run: "up",
        declare: program([one({ password: "new", nested: { a: 2 } }, { ignoreChanges: ["password", "nested.a"] })]),
      },
    ],
  },
  {
    name: "retainOnDelete",
    about: "A retained resource leaves the state alone.",
    steps: [
      { run: "up", declare: program([one({ size: 1 }, { retainOnDelete: true }), { name: "two" }]) },
      {
        run: "up",
        declare: program([one({ size: 2 }, { retainOnDelete: true })], {
          one: { diff: { changes: true, replaces: ["size"] } },
        }),
      },
      { run: "preview", declare: program([]) },
      { run: "up" },
    ],
  },
  {
    name: "protect",
    about: "A protected resource is neither deleted nor replaced.",
    steps: [
      { run: "up", declare: program([one({ size: 1 }, { protect: true }), { name: "two" }]) },
      { run: "preview", declare: program([]) },
      { run: "up" },
      {
        run: "preview",
        declare: program([one({ size: 2 }, { protect: true })], {
          one: { diff: { changes: true, replaces: ["size"] } },
        }),
      },
      { run: "up" },
      { run: "destroy" },
      {
        run: "up",
        declare: program([one({ size: 2 }, { protect: false })], {
          one: { diff: { changes: true, replaces: ["size"] } },
        }),
      },
      { run: "destroy" },
    ],
  },
  {
    name: "parents",
    about: "Components and their children: inherited options, outputs, order of deletion.",
    steps: [
      {
        run: "up",
        declare: {
          resources: [
            { ...group, options: { protect: true } },
            { name: "inner", kind: "component", options: { parent: "group" } },
            { name: "child", options: { parent: "inner" } },
            { name: "free", options: { parent: "group", protect: false, retainOnDelete: true } },
          ],
          componentOutputs: [{ of: "group", outputs: { child: { $of: ["child", "made"] }, hidden: { $secret: 1 } } }],
          outputs: { child: { $of: ["child", "made"] } },
        },
      },
      { run: "preview" },
      {
        run: "up",
        declare: program([
          group,
          { name: "inner", kind: "component", options: { parent: "group" } },
          { name: "child", options: { parent: "inner" } },
        ]),
      },
      { run: "destroy" },
    ],
  },
  {
    name: "order",
    about: "Deletion follows dependencies of every kind backwards.",
    steps: [
      {
        run: "up",
        declare: program([
          { name: "a" },
          { name: "b", options: { dependsOn: ["a"] } },
          group,
          { name: "c", options: { parent: "group" } },
          { name: "d", props: { from: { $of: ["b", "made"] } }, options: { dependsOn: ["group"] } },
        ]),
      },
      { run: "up", declare: program([{ name: "a" }, { name: "b" }]), options: { parallel: 1 } },
      { run: "destroy", options: { parallel: 1 } },
    ],
  },
  {
    name: "explicitProvider",
    about: "A provider of the program's own, with settings of its own.",
    steps: [
      {
        run: "up",
        declare: program([
          { name: "mine", kind: "provider", props: { "scripted:flavour": "lemon" } },
          one({ configured: "scripted:flavour" }, { provider: "mine" }),
        ]),
      },
      {
        run: "up",
        declare: program([
          { name: "mine", kind: "provider", props: { "scripted:flavour": "mint" } },
          one({ configured: "scripted:flavour" }, { provider: "mine" }),
        ]),
      },
      { run: "up", declare: program([one({ configured: "scripted:flavour" })]) },
      { run: "destroy" },
    ],
  },
  {
    name: "timeouts",
    about: "Timeouts are kept, in seconds.",
    steps: [{ run: "up", declare: program([one({}, { customTimeouts: { create: "5m", delete: "1h30m10s" } })]) }],
  },
];
