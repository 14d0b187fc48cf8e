import type { Scenario } from "../scenario";
import { chain, one, program } from "./common";

const provider = 'exports.handler = () => require(process.cwd() + "/provider.js").provider;';
const found = { name: "one", size: 9, __provider: provider };
const two = { name: "two", props: { from: { $of: ["one", "made"] } } };

/** What is really there, against what the state says. */
export const refreshing: readonly Scenario[] = [
  {
    name: "refreshInputs",
    about: "read tells the inputs as they are now: the change shows, and the next update undoes it.",
    steps: [
      { run: "up", declare: program([one({ size: 1, token: { $secret: "t" } })]) },
      {
        run: "refresh",
        declare: program([one({ size: 1, token: { $secret: "t" } })], {
          one: { read: { props: { size: 9, token: "t" }, inputs: { ...found, token: "t", extra: 1 } } },
        }),
      },
      { run: "preview" },
      { run: "up" },
    ],
  },
  {
    name: "refreshOutputs",
    about: "read tells outputs only: diff decides whether that is a change.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      {
        run: "refresh",
        declare: program([one({ size: 1 })], {
          one: { read: { props: { made: "elsewhere" } }, diff: { changes: true } },
        }),
        options: { expectNoChanges: true },
      },
      { run: "refresh", declare: program([one({ size: 1 })], { one: { read: { props: { made: "again" } } } }) },
      { run: "preview", options: { refresh: true, expectNoChanges: true } },
    ],
  },
  {
    name: "refreshGone",
    about: "What is gone leaves the state, and dependents forget it.",
    steps: [
      { run: "up", declare: chain() },
      { run: "refresh", declare: chain({ one: { read: { gone: true } } }) },
      { run: "preview", declare: chain() },
      { run: "up" },
    ],
  },
  {
    name: "refreshId",
    about: "The id has changed.",
    steps: [
      { run: "up", declare: program([one()]) },
      { run: "refresh", declare: program([one()], { one: { read: { id: "renamed" } } }) },
      { run: "destroy" },
    ],
  },
  {
    name: "refreshThen",
    about: "preview, up and destroy can refresh first.",
    steps: [
      { run: "up", declare: chain() },
      {
        run: "preview",
        declare: chain({ one: { read: { props: { size: 9 }, inputs: found } } }),
        options: { refresh: true },
      },
      { run: "up", options: { refresh: true } },
      {
        run: "preview",
        declare: chain({ one: { read: { gone: true } } }),
        options: { refresh: true, expectNoChanges: true },
      },
      { run: "up", options: { refresh: true } },
      { run: "destroy", declare: chain({ two: { read: { gone: true } } }), options: { refresh: true } },
    ],
  },
  {
    name: "refreshByProgram",
    about: "The program drives the refresh, with what it declares.",
    steps: [
      { run: "up", declare: program([one({ size: 1 }), two, { name: "extra" }]) },
      {
        run: "refresh",
        declare: program([one({ size: 2 }), two, { name: "fresh" }], {
          one: { read: { props: { size: 9 }, inputs: found } },
          extra: { read: { gone: true } },
        }),
        options: { runProgram: true },
      },
      {
        run: "refresh",
        declare: program([one({ size: 2 }), two], { one: { read: { gone: true } } }),
        options: { runProgram: true },
      },
      { run: "up", declare: program([one({ size: 1 }), two]) },
      { run: "preview", options: { refresh: true, runProgram: true } },
      {
        run: "up",
        declare: program([one({ size: 1 }), two], { one: { read: { props: { size: 9 }, inputs: found } } }),
        options: { refresh: true, runProgram: true },
      },
    ],
  },
  {
    name: "destroyByProgram",
    about: "The program runs for its providers; then everything goes, the rest of the state too.",
    steps: [
      { run: "up", declare: program([one({ size: 1 }), two, { name: "extra" }]) },
      { run: "destroy", declare: program([one({ size: 2 }), two, { name: "fresh" }]), options: { runProgram: true } },
    ],
  },
  {
    name: "targets",
    about: "Some resources only.",
    steps: [
      { run: "up", declare: program([one({ size: 1 }), { name: "alone", props: { size: 1 } }]) },
      {
        run: "preview",
        declare: program([one({ size: 2 }), { name: "alone", props: { size: 2 } }, { name: "fresh" }]),
        options: { target: ["alone"] },
      },
      { run: "up", options: { target: ["alone"] } },
      { run: "refresh", options: { target: ["one"] } },
      { run: "up", declare: program([{ name: "alone", props: { size: 3 } }]), options: { target: ["alone"] } },
      { run: "up", options: { target: ["nobody"] } },
      { run: "refresh", options: { target: ["nobody"] } },
      { run: "destroy", options: { target: ["one"] } },
      {
        run: "up",
        declare: program([{ name: "fresh" }, { name: "alone", options: { dependsOn: ["fresh"] } }]),
        options: { target: ["alone"] },
      },
    ],
  },
  {
    name: "targetedDestroy",
    about: "What depends on a target has to be named too.",
    steps: [
      { run: "up", declare: chain() },
      { run: "destroy", options: { target: ["one"] } },
      { run: "destroy", options: { target: ["one", "two"] } },
    ],
  },
  {
    name: "reads",
    about: "A resource that is only read: looked up, never changed, forgotten; taken over, and given up.",
    steps: [
      {
        run: "preview",
        declare: program([one({ size: 1 }, { id: "theirs" })], { one: { read: { props: { made: "long ago" } } } }),
      },
      { run: "up" },
      {
        run: "up",
        declare: program([one({ size: 1 }, { id: "theirs" })], { one: { read: { props: { made: "again" } } } }),
      },
      { run: "refresh" },
      { run: "up", declare: program([one({ size: 1 })]) },
      { run: "up", declare: program([one({ size: 1 }, { id: "theirs" })]) },
      { run: "up", declare: program([one({ size: 1 }, { id: "theirs" })], { one: { read: { gone: true } } }) },
      {
        run: "up",
        declare: program([one({ size: 1 }, { id: "theirs" })], { one: { read: { throws: "nothing there" } } }),
      },
      { run: "up", declare: program([]) },
    ],
  },
  {
    name: "readOfUnknown",
    about: "The id comes from another resource.",
    steps: [
      { run: "preview", declare: program([one(), { name: "seen", options: { id: "fixed", dependsOn: ["one"] } }]) },
      { run: "destroy" },
    ],
  },
  {
    name: "stateEdits",
    about: "A resource is taken out of the state, and made again.",
    steps: [
      { run: "up", declare: program([one(), { name: "two" }]) },
      { run: "preview", forget: "one" },
      { run: "up" },
      { run: "refresh", edit: (stack) => stack },
    ],
  },
];
