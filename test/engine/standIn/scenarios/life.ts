import type { Scenario } from "../scenario";
import { chain, one, program } from "./common";

const rich = {
  size: 1,
  share: 0.5,
  isOn: true,
  nothing: null,
  list: [1, { x: "y" }, { $secret: "listed secret" }],
  password: { $secret: "hunter2" },
  nested: { open: "door", closed: { $secret: "deep secret" } },
};

/** From the first preview to the end. */
export const life: readonly Scenario[] = [
  {
    name: "life",
    about: "Values of every kind, secrets and unknown ones among them, through a whole life.",
    config: { "scripted:plain": { value: "plain" }, token: { value: "sekret-token", secret: true } },
    steps: [
      {
        run: "preview",
        declare: {
          resources: [
            one(rich),
            { name: "two", props: { from: { $of: ["one", "made"] }, id: { $of: ["one", "id"] } } },
          ],
          outputs: {
            made: { $of: ["one", "made"] },
            password: { $of: ["one", "password"] },
            list: { $of: ["one", "list"] },
          },
        },
      },
      { run: "up" },
      { run: "preview", options: { expectNoChanges: true } },
      { run: "up", options: { expectNoChanges: true } },
      { run: "refresh", options: { expectNoChanges: true } },
      {
        run: "preview",
        declare: {
          resources: [one({ ...rich, size: 2 }), { name: "two", props: { from: { $of: ["one", "made"] } } }],
          outputs: { made: { $of: ["one", "made"] } },
        },
        options: { expectNoChanges: true },
      },
      { run: "up", options: { expectNoChanges: true } },
      { run: "up", declare: program([one({ size: 2 })]) },
      { run: "destroy" },
      { run: "destroy" },
    ],
  },
  {
    name: "secretOutputs",
    about: "Outputs are secret by name, by their input, and by the program's word.",
    steps: [
      {
        run: "up",
        declare: {
          resources: [one({ token: { $secret: "abc" } }, { additionalSecretOutputs: ["made", "absent", "id"] })],
          outputs: { made: { $of: ["one", "made"] } },
          script: { one: { create: { outs: { token: "returned in the open" } } } },
        },
      },
      { run: "preview" },
      { run: "refresh" },
    ],
  },
  {
    name: "configured",
    about:
      "A provider reads the stack's configuration; a refresh that of the last update, a program's own the present one.",
    config: { flavour: { value: "vanilla" }, token: { value: "first-token", secret: true } },
    steps: [
      { run: "up", declare: program([one({ configured: "scripted:token" })]) },
      { run: "preview", config: { flavour: { value: "lemon" }, token: { value: "second-token", secret: true } } },
      { run: "refresh" },
      { run: "refresh", options: { runProgram: true } },
      { run: "up" },
    ],
  },
  {
    name: "hiddenInMessages",
    about: "Secrets of the configuration are taken out of messages.",
    config: { token: { value: "sekret-token", secret: true }, short: { value: "ab", secret: true } },
    steps: [
      {
        run: "up",
        declare: {
          prints: ["the token is sekret-token", "ab"],
          resources: [one()],
          script: { one: { check: { failures: [{ property: "", reason: "sekret-token is wrong" }] } } },
        },
      },
    ],
  },
  {
    name: "inputsFromCheck",
    about: "What check makes of the inputs is what counts.",
    steps: [
      {
        run: "up",
        declare: program([one({ size: "1 " })], { one: { check: { inputs: { size: 1, extra: "added" } } } }),
      },
      { run: "preview" },
      { run: "preview", declare: program([one({ size: "1 " })]) },
    ],
  },
  {
    name: "updateWithoutOutputs",
    about: "An update that returns nothing leaves nothing but the provider in the outputs.",
    steps: [
      { run: "up", declare: chain() },
      { run: "up", declare: program([one({ size: 2 })], { one: { update: { nothing: true } } }) },
    ],
  },
  {
    name: "whatEnginesDecide",
    about: "diff may say yes, no, or leave it to the engine.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      { run: "preview", declare: program([one({ size: 2 })], { one: { diff: { changes: false } } }) },
      { run: "up" },
      { run: "preview", declare: program([one({ size: 2 })], { one: { diff: { changes: true } } }) },
      { run: "up" },
      { run: "preview", declare: program([one({ size: 3, more: [1, 2] })]) },
      { run: "up", declare: program([one({ more: [1, 3], other: { deep: 1 } })]) },
      { run: "up", declare: program([one({ more: [1], other: { deep: 2 } })]) },
    ],
  },
  {
    name: "parallelDiff",
    about: "Diffs side by side come to the same.",
    steps: [
      { run: "up", declare: chain() },
      {
        run: "preview",
        options: { environment: { PULUMI_PARALLEL_DIFF: "true" } },
        declare: program([one({ size: 2 }), { name: "two", props: { from: { $of: ["one", "made"] } } }], {
          one: { diff: { changes: true } },
        }),
      },
      { run: "up", options: { environment: { PULUMI_PARALLEL_DIFF: "true" }, parallel: 1 } },
    ],
  },
];
