import type { DeclaredOptions, ProgramDeclaration } from "../harness/declaration";
import { credentialOf, linkIdOf } from "../harness/identities";
import type { Expectation, Scenario, Step } from "../harness/scenario";
import { consulting, contoso, creating, fabrikam, oneLink, unchanged } from "./common";

const linked = { [contoso]: consulting };
const replaced = ["create-replacement", "replace", "delete-replaced"];

/** The same link under the name `renamed`. */
function renamed(options: DeclaredOptions = {}): ProgramDeclaration {
  return oneLink({}, options, "renamed");
}

/** The old resource is deleted and the new one holds the link: nothing is written. */
const handedOver: Expectation = { steps: { renamed: ["create"], link: ["delete"] }, links: linked };

/** A forced replacement of the same identity: the link itself stays as it is. */
const replacedInPlace: Expectation = {
  steps: { link: replaced },
  links: linked,
  state: { link: { id: linkIdOf(contoso), partnerId: consulting } },
};

/** Whoever found the link leaves it. */
const leftByDestroy: Step = {
  run: "destroy",
  expect: { steps: { link: ["delete"] }, links: linked, state: { link: undefined } },
};

/** New URNs and new resources for the same identity, and the same resource for a new identity. */
export const replacement: readonly Scenario[] = [
  {
    name: "renameWithAlias",
    about: "A rename with an alias is no change at all.",
    steps: [
      creating(),
      {
        run: "up",
        program: renamed({ aliases: [{ name: "link" }] }),
        expect: { steps: { renamed: ["same"] }, links: linked, state: { link: undefined } },
      },
      { ...unchanged, expect: { steps: { renamed: ["same"] }, links: linked } },
    ],
  },
  {
    name: "renameWithoutAlias",
    about: "A rename without an alias hands the link over: created anew, deleted, and still linked.",
    steps: [
      creating(),
      { run: "preview", program: renamed(), expect: handedOver },
      {
        run: "up",
        expect: {
          ...handedOver,
          state: { renamed: { id: linkIdOf(contoso), partnerId: consulting }, link: undefined },
        },
      },
      { ...unchanged, expect: { steps: { renamed: ["same"] }, links: linked } },
    ],
  },
  {
    name: "moveIntoComponent",
    about: "A move into a component without an alias hands the link over as well.",
    steps: [
      creating(),
      {
        run: "up",
        program: { components: [{ name: "group" }], ...oneLink({}, { parent: "group" }) },
        expect: {
          steps: { group: ["create"], link: ["create", "delete"] },
          links: linked,
          state: { link: { id: linkIdOf(contoso), partnerId: consulting } },
        },
      },
      { ...unchanged, expect: { steps: { group: ["same"], link: ["same"] }, links: linked } },
    ],
  },
  {
    name: "forcedReplacement",
    about: "--replace of the same identity leaves the link in place.",
    steps: [
      creating(),
      {
        run: "preview",
        options: { replace: ["link"] },
        expect: { steps: { link: replaced }, links: linked },
      },
      { run: "up", options: { replace: ["link"] }, expect: replacedInPlace },
      unchanged,
      leftByDestroy,
    ],
  },
  {
    name: "taint",
    about: "A tainted link is replaced, and the link stays in place.",
    steps: [
      creating(),
      { run: "up", before: async (world) => world.stack.taint(await world.urnOf("link")), expect: replacedInPlace },
      unchanged,
    ],
  },
  {
    name: "otherIdentity",
    about: "Another identity is another link: the new one is made first, the old one removed after.",
    steps: [
      creating(),
      {
        run: "preview",
        program: oneLink({ credential: credentialOf(fabrikam) }),
        expect: { steps: { link: replaced }, links: linked },
      },
      {
        run: "up",
        expect: {
          steps: { link: replaced },
          links: { [fabrikam]: consulting },
          writes: [`${fabrikam} create 200`, `${contoso} delete 200`],
          state: { link: { id: linkIdOf(fabrikam) } },
        },
      },
      { ...unchanged, expect: { steps: { link: ["same"] }, links: { [fabrikam]: consulting } } },
    ],
  },
];
