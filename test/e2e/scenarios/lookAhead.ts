import type { DeclaredChange, ProgramDeclaration } from "../harness/declaration";
import { credentialOf } from "../harness/identities";
import type { ExpectedMessage, Scenario, Step } from "../harness/scenario";
import type { World } from "../harness/world";
import { consulting, contoso, creating, fabrikam, link, northwind, oneLink, unchanged } from "./common";

const both = { [contoso]: consulting, [fabrikam]: consulting };

function two(changing?: DeclaredChange): ProgramDeclaration {
  const options = changing === undefined ? {} : { changing };
  return { links: [link({}, options), link({ credential: credentialOf(fabrikam) }, options, "other")] };
}

const creatingTwo: Step = {
  run: "up",
  program: two(),
  expect: {
    steps: { link: ["create"], other: ["create"] },
    links: both,
    writes: [`${contoso} create 200`, `${fabrikam} create 200`],
  },
};

const twoUnchanged: Step = {
  ...unchanged,
  expect: { steps: { link: ["same"], other: ["same"] }, links: both },
};

function drifted(on: string): ExpectedMessage {
  return { on, severity: "warning", says: ["drifted", northwind, consulting, "(PAL_DRIFT)"] };
}

/** The first two reads come too soon: the program's, and the first one of the provider. */
function throttle(world: World): void {
  const headers = { "retry-after": "1" };
  world.emulator.addFault({
    operation: "partners.get",
    calls: { from: 1, to: 2 },
    effect: { kind: "status", status: 429, code: "TooManyRequests", headers },
  });
}

/** What the program sees of the links ahead, and what others make of that on its way. */
export const lookAhead: readonly Scenario[] = [
  {
    name: "observationChanged",
    about:
      "Transformations rebuild, freeze, drop, empty and stringify what a link tells the provider: nothing changes.",
    steps: [
      creating(),
      ...(["rebuilt", "frozen", "dropped", "emptied", "a text"] as const).map((changing): Step => ({
        ...unchanged,
        program: oneLink({}, { changing }),
      })),
    ],
  },
  {
    name: "observationChangedOnCreation",
    about: "The same while a link is made, is changed and has drifted.",
    steps: [
      creating(oneLink({}, { changing: "dropped" })),
      {
        run: "up",
        program: oneLink({ partnerId: northwind }, { changing: "emptied" }),
        expect: {
          steps: { link: ["update"] },
          links: { [contoso]: northwind },
          writes: [`${contoso} update 200`],
        },
      },
      {
        run: "preview",
        options: { expectNoChanges: true },
        before: (world) => {
          world.setLink(contoso, consulting);
        },
        program: oneLink({ partnerId: northwind }, { changing: "rebuilt" }),
        expect: {
          exitCode: 7,
          steps: { link: ["update"] },
          links: { [contoso]: consulting },
          messages: [drifted("link")],
        },
      },
    ],
  },
  {
    name: "observationOfAnother",
    about: "A link that is handed the observation of another identity is looked at again.",
    steps: [
      creatingTwo,
      {
        ...twoUnchanged,
        options: { expectNoChanges: true },
        before: (world) => {
          world.setLink(fabrikam, northwind);
        },
        program: two("of another"),
        expect: {
          exitCode: 7,
          steps: { link: ["same"], other: ["update"] },
          links: { ...both, [fabrikam]: northwind },
          messages: [drifted("other")],
        },
      },
    ],
  },
  {
    name: "throttledAhead",
    about: "Azure throttles the program's own reads: the provider waits, and both links are found unchanged.",
    steps: [creatingTwo, { ...twoUnchanged, before: throttle }],
  },
  {
    name: "excluded",
    about: "Of two links that have drifted, --exclude leaves one alone.",
    steps: [
      creatingTwo,
      {
        run: "up",
        options: { exclude: ["other"] },
        before: (world) => {
          for (const name of [contoso, fabrikam]) world.setLink(name, northwind);
        },
        expect: {
          steps: { link: ["update"], other: ["same"] },
          links: { ...both, [fabrikam]: northwind },
          writes: [`${contoso} update 200`],
          messages: [drifted("link")],
        },
      },
    ],
  },
];
