import type { Scenario } from "../scenario";
import { chain, one, program } from "./common";

const two = { name: "two", options: { dependsOn: ["one"] } };
const sized = { name: "sized", props: { size: 1 } };

/** What is said, and what is kept, when something goes wrong. */
export const errors: readonly Scenario[] = [
  {
    name: "checkFailures",
    about: "Failures are told by property, with the value that the program gave.",
    steps: [
      {
        run: "preview",
        declare: program(
          [one({ size: 2, text: "words", list: [1, "a"], map: { b: { c: null } }, open: { $secret: "s3cret" } }), two],
          {
            one: {
              check: {
                inputs: { size: 3 },
                failures: [
                  { property: "size", reason: "too big" },
                  { property: "text", reason: "too\nmany words" },
                  { property: "list", reason: "too long" },
                  { property: "map", reason: "too deep" },
                  { property: "absent", reason: "missing" },
                  { property: "", reason: "all of it" },
                ],
              },
            },
          },
        ),
      },
      { run: "up" },
    ],
  },
  {
    name: "unknownInFailure",
    about: "A failure about a value that is not known yet.",
    steps: [
      {
        run: "preview",
        declare: chain({ two: { check: { failures: [{ property: "from", reason: "cannot be" }] } } }),
      },
    ],
  },
  {
    name: "checkThrows",
    about: "check throws.",
    steps: [
      { run: "preview", declare: program([one(), two], { one: { check: { throws: "check is broken" } } }) },
      { run: "up" },
    ],
  },
  {
    name: "diffThrows",
    about: "diff throws.",
    steps: [
      { run: "up", declare: program([one(), two]) },
      { run: "preview", declare: program([one(), two], { one: { diff: { throws: "diff is broken" } } }) },
      { run: "up" },
    ],
  },
  {
    name: "createThrows",
    about: "create throws: nothing is kept of the resource, and what depends on it is not begun.",
    steps: [
      { run: "up", declare: program([one(), two], { one: { create: { throws: "create is broken\nin two lines" } } }) },
      { run: "up", declare: program([one(), two]) },
    ],
  },
  {
    name: "createReturnsUndefined",
    about: "create answers what cannot be sent.",
    steps: [{ run: "up", declare: program([one()], { one: { create: { unfit: true } } }) }],
  },
  {
    name: "createWithoutId",
    about: "create answers without an id.",
    steps: [{ run: "up", declare: program([one()], { one: { create: { id: "" } } }) }],
  },
  {
    name: "updateThrows",
    about: "update throws: the state stays as it was.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      { run: "up", declare: program([one({ size: 2 })], { one: { update: { throws: "update is broken" } } }) },
    ],
  },
  {
    name: "deleteThrows",
    about: "delete throws: what the resource depends on is not deleted either.",
    steps: [
      { run: "up", declare: program([one(), two]) },
      { run: "destroy", declare: program([], { two: { delete: { throws: "delete is broken" } } }) },
      { run: "up", declare: program([], { one: { delete: { throws: "delete is broken" } } }) },
      { run: "destroy", declare: program([]) },
    ],
  },
  {
    name: "readThrows",
    about: "read throws in a refresh: the others are refreshed, the state stays, nothing else happens.",
    steps: [
      { run: "up", declare: program([one(), two]) },
      { run: "refresh", declare: program([one(), two], { one: { read: { throws: "read is broken" } } }) },
      { run: "preview", options: { refresh: true } },
      { run: "up", options: { refresh: true } },
      { run: "destroy", options: { refresh: true } },
    ],
  },
  {
    name: "partialCreate",
    about: "A creation that was not seen through is kept with its reasons, and finished by an update.",
    steps: [
      {
        run: "up",
        declare: program([one({ token: { $secret: "abc" } }), two], {
          one: {
            create: { throws: "half done", id: "half", properties: { made: "half" }, reasons: ["first", "second"] },
          },
        }),
      },
      {
        run: "preview",
        declare: program([one({ token: { $secret: "abc" } }), two], { one: { diff: { changes: false } } }),
      },
      { run: "up" },
    ],
  },
  {
    name: "partialCreateOneReason",
    about: "With one reason, and with none.",
    steps: [
      {
        run: "up",
        declare: program([one()], { one: { create: { throws: "half done", id: "half", reasons: ["only this"] } } }),
      },
      { run: "refresh" },
      { run: "preview" },
      {
        run: "up",
        declare: program([{ name: "three" }], { three: { create: { throws: "half done", id: "half", reasons: [] } } }),
      },
    ],
  },
  {
    name: "partialUpdate",
    about: "An update that was not seen through keeps the old inputs and the new outputs.",
    steps: [
      { run: "up", declare: program([one({ size: 1 })]) },
      {
        run: "up",
        declare: program([one({ size: 2 })], {
          one: { update: { throws: "half done", id: "ignored", properties: { made: "half" }, reasons: ["no time"] } },
        }),
      },
      { run: "up", declare: program([one({ size: 2 })]) },
    ],
  },
  {
    name: "othersGoOn",
    about: "What was begun before a failure is kept; what comes after is not begun.",
    steps: [
      {
        run: "up",
        declare: program([sized, { name: "one", options: { dependsOn: ["sized"] } }, two], {
          one: { create: { throws: "create is broken" } },
        }),
        options: { parallel: 1 },
      },
    ],
  },
  {
    name: "sameNameTwice",
    about: "Two resources of one name.",
    steps: [
      { run: "preview", declare: program([one({ size: 1 }), one({ size: 1 }, { dependsOn: ["one"] })]) },
      { run: "up" },
    ],
  },
  {
    name: "programThrows",
    about: "The program fails after having registered something: nothing is deleted.",
    steps: [
      { run: "up", declare: { ...program([one(), two]), outputs: { a: 1, b: 2 } } },
      // The SDK takes half a minute to end after an exception.
      { run: "up", declare: { ...program([]), throws: "the program is broken" } },
      { run: "up", declare: { ...program([]), exits: 3 } },
    ],
  },
  {
    name: "messages",
    about: "Where messages of programs and providers end up.",
    steps: [
      {
        run: "up",
        declare: {
          prints: ["printed by the program", "", "in two lines"],
          ...program([one()], {
            one: {
              check: { prints: "printed by check", complains: "complained of by check" },
              create: { says: { severity: "WARNING", message: "said by create" } },
            },
          }),
        },
      },
      {
        run: "preview",
        declare: program([one()], {
          one: { diff: { changes: false, says: { severity: "INFO", message: "said\nby diff" } } },
        }),
      },
      {
        run: "preview",
        declare: program([one()], {
          one: {
            check: { says: { severity: "DEBUG", message: "whispered" } },
            diff: { changes: false, says: { severity: "ERROR", message: "shouted" } },
          },
        }),
      },
      {
        run: "refresh",
        declare: program([one()], {
          one: { read: { says: { severity: "INFO", message: "reading …", ephemeral: true } } },
        }),
      },
    ],
  },
];
