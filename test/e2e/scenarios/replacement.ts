import type { DeclaredOptions, ProgramDeclaration } from "../harness/declaration";
import { credentialOf, linkIdOf } from "../harness/identities";
import type { Expectation, ExpectedMessage, Scenario, Step } from "../harness/scenario";
import {
  consulting,
  contoso,
  creating,
  destroying,
  fabrikam,
  keptAsAdopted,
  oneLink,
  replaced,
  unchanged,
  willLink,
} from "./common";

const linked = { [contoso]: consulting };

/** The same link under the name `renamed`. */
function renamed(options: DeclaredOptions = {}): ProgramDeclaration {
  return oneLink({}, options, "renamed");
}

/** The old resource is deleted and the new one has the link: nothing is written. */
const handedOver: Expectation = { steps: { renamed: ["create"], link: ["delete"] }, links: linked };

/** A forced replacement of the same identity: the link itself stays as it is. */
const replacedInPlace: Expectation = {
  steps: { link: replaced },
  links: linked,
  state: { link: { id: linkIdOf(contoso), partnerId: consulting, adopted: true } },
  messages: [keptAsAdopted("link")],
};

const renamedIsGone: ExpectedMessage = {
  on: "renamed",
  severity: "warning",
  says: ["drifted", "not linked", consulting, "(PAL_DRIFT)"],
};

/** A resource that adopted the link leaves it. */
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
    about: "A rename without an alias hands the link over: still linked, but as adopted, with a warning.",
    steps: [
      creating(),
      { run: "preview", program: renamed(), expect: handedOver },
      {
        run: "up",
        expect: {
          ...handedOver,
          state: { renamed: { id: linkIdOf(contoso), partnerId: consulting, adopted: true }, link: undefined },
          messages: [keptAsAdopted("link")],
        },
      },
      { ...unchanged, expect: { steps: { renamed: ["same"] }, links: linked } },
    ],
  },
  {
    name: "renameWithRefresh",
    about: "A rename without an alias after a refresh, which has seen who made the link: it stays the stack's.",
    steps: [
      creating(),
      {
        run: "up",
        options: { refresh: true },
        program: renamed(),
        expect: {
          steps: { renamed: ["create"], link: ["refresh", "delete"] },
          links: linked,
          state: { renamed: { id: linkIdOf(contoso), adopted: false }, link: undefined },
        },
      },
      {
        ...destroying,
        expect: { ...destroying.expect, steps: { renamed: ["delete"] }, state: { renamed: undefined } },
      },
    ],
  },
  {
    name: "renameInTwoTargetedSteps",
    about: "A rename in two targeted steps removes the link, as the second never sees the new name; `up` restores it.",
    steps: [
      creating(),
      {
        run: "up",
        options: { target: ["renamed"] },
        program: renamed(),
        expect: {
          steps: { renamed: ["create"], link: ["same"] },
          links: linked,
          state: { renamed: { adopted: true }, link: { adopted: false } },
          messages: [{ on: "renamed", severity: "info", says: ["adopt", 'onDelete is "unlink"'] }],
        },
      },
      {
        run: "destroy",
        options: { target: ["link"] },
        expect: {
          steps: { renamed: ["same"], link: ["delete"] },
          links: {},
          writes: [`${contoso} delete 200`],
          state: { renamed: { partnerId: consulting }, link: undefined },
        },
      },
      { run: "preview", expect: { steps: { renamed: ["update"] }, links: {}, messages: [renamedIsGone] } },
      {
        run: "up",
        expect: {
          steps: { renamed: ["update"] },
          links: linked,
          writes: [`${contoso} create 200`],
          state: { renamed: { partnerId: consulting, adopted: false } },
          messages: [renamedIsGone],
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
          state: { link: { id: linkIdOf(contoso), partnerId: consulting, adopted: true } },
          messages: [keptAsAdopted("link")],
        },
      },
      { ...unchanged, expect: { steps: { group: ["same"], link: ["same"] }, links: linked } },
    ],
  },
  {
    name: "forcedReplacement",
    about: "--replace of the same identity leaves the link in place, as adopted, with a warning.",
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
    about: "A tainted link is replaced, and the link stays in place, as adopted, with a warning.",
    steps: [
      creating(),
      { run: "up", before: async (world) => world.hands.taint("link"), expect: replacedInPlace },
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
        expect: { steps: { link: replaced }, links: linked, messages: [willLink(fabrikam, consulting)] },
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
