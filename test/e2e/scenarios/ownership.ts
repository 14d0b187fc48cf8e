import type { ProgramDeclaration } from "../harness/declaration";
import { credentialOf, linkIdOf } from "../harness/identities";
import type { Scenario, Step } from "../harness/scenario";
import {
  consulting,
  contoso,
  creating,
  destroying,
  fabrikam,
  keptAsAdopted,
  link,
  northwind,
  oneLink,
  replaced,
} from "./common";

const linked = { [contoso]: consulting };
const both = { [contoso]: consulting, [fabrikam]: consulting };
const ofFabrikam = { credential: credentialOf(fabrikam) };

/** Two links, the second after the first. */
function twoLinks(first: object, second: object): ProgramDeclaration {
  return { links: [link({ ...first }, {}, "first"), link({ ...second }, { dependsOn: ["first"] }, "second")] };
}

const creatingBoth: Step = {
  run: "up",
  program: twoLinks({}, ofFabrikam),
  expect: {
    steps: { first: ["create"], second: ["create"] },
    links: both,
    writes: [`${contoso} create 200`, `${fabrikam} create 200`],
  },
};

const swapping: Step = {
  run: "up",
  program: twoLinks(ofFabrikam, {}),
  expect: { steps: { first: replaced, second: replaced }, links: both },
};

function destroyingBoth(left: Readonly<Record<string, string>>, writes: readonly string[]): Step {
  return {
    run: "destroy",
    expect: {
      steps: { first: ["delete"], second: ["delete"] },
      links: left,
      writes,
      state: { first: undefined, second: undefined },
    },
  };
}

/** The new link is made; the old one cannot be deleted, and waits in the state. */
const leavingOldLink: Step = {
  run: "up",
  program: oneLink(ofFabrikam),
  before: (world) => {
    world.fail("partner.delete", 403);
  },
  expect: {
    exitCode: 1,
    steps: { link: replaced },
    links: both,
    writes: [`${contoso} delete 403`, `${fabrikam} create 200`],
    messages: [{ on: "link", severity: "error", says: ["403", "Nothing was removed", "(PAL_SERVICE_FAILED)"] }],
  },
};

const reverting: Step = {
  run: "up",
  program: oneLink(),
  expect: {
    steps: { link: [...replaced, "delete-replaced"] },
    links: linked,
    writes: [`${fabrikam} delete 200`],
    state: { link: { id: linkIdOf(contoso), adopted: true } },
    messages: [keptAsAdopted("link")],
  },
};

/** Who made a link, as far as one run can know: it has seen the states that its callbacks were given. */
export const ownership: readonly Scenario[] = [
  {
    name: "swappedCredentials",
    about:
      "Two links swap their identities: a link whose former resource comes later counts as adopted, with a warning.",
    steps: [
      creatingBoth,
      {
        ...swapping,
        expect: {
          ...swapping.expect,
          state: { first: { adopted: true }, second: { adopted: false } },
          messages: [keptAsAdopted("second")],
        },
      },
      destroyingBoth({ [fabrikam]: consulting }, [`${contoso} delete 200`]),
    ],
  },
  {
    name: "swappedCredentialsRefreshed",
    about: "Two links swap their identities after a refresh, which has seen both states: both stay the stack's.",
    steps: [
      creatingBoth,
      {
        ...swapping,
        options: { refresh: true },
        expect: {
          ...swapping.expect,
          steps: { first: ["refresh", ...replaced], second: ["refresh", ...replaced] },
          state: { first: { adopted: false }, second: { adopted: false } },
        },
      },
      destroyingBoth({}, [`${contoso} delete 200`, `${fabrikam} delete 200`]),
    ],
  },
  {
    name: "revertedCredential",
    about: "A credential is changed back while the old link waits to be deleted: it counts as adopted, with a warning.",
    steps: [
      creating(),
      leavingOldLink,
      reverting,
      { run: "destroy", expect: { steps: { link: ["delete"] }, links: linked, state: { link: undefined } } },
    ],
  },
  {
    name: "revertedCredentialRefreshed",
    about: "A credential is changed back after a refresh, which has seen the waiting link: it stays the stack's.",
    steps: [
      creating(),
      leavingOldLink,
      {
        ...reverting,
        // Two instances of the link are read, one at a time for the same order each time.
        options: { refresh: true, parallel: 1 },
        expect: {
          ...reverting.expect,
          steps: { link: ["refresh", "refresh", ...replaced, "delete-replaced"] },
          state: { link: { id: linkIdOf(contoso), adopted: false } },
          messages: [],
        },
      },
      destroying,
    ],
  },
  {
    name: "secondResourceBeforeTheFirst",
    about: "Two resources of one identity are an error even when the first looks at nothing and the second overwrites.",
    steps: [
      creating(oneLink({ driftCheck: "off" })),
      ...["create", "same"].map((added): Step => ({
        run: "up",
        program: {
          links: [
            link({ partnerId: northwind, overwrite: true }, {}, "added"),
            link({ driftCheck: "off" }, { dependsOn: ["added"] }),
          ],
        },
        expect: {
          exitCode: 1,
          steps: { added: [added] },
          links: { [contoso]: northwind },
          writes: added === "create" ? [`${contoso} update 200`] : [],
          messages: [{ on: "link", severity: "error", says: ["::added", "::link", "(PAL_IDENTITY_HELD)"] }],
        },
      })),
    ],
  },
  {
    name: "forcedReplacementWithOtherPartner",
    about: "--replace together with another partner ID says what to do where the stack itself made the link.",
    steps: [
      creating(),
      {
        run: "up",
        options: { replace: ["link"] },
        program: oneLink({ partnerId: northwind }),
        expect: {
          exitCode: 1,
          steps: {},
          links: linked,
          state: { link: { partnerId: consulting, adopted: false } },
          messages: [
            {
              on: "link",
              severity: "error",
              says: [consulting, "If this stack made that link", "--refresh", "(PAL_LINK_EXISTS)"],
            },
          ],
        },
      },
      {
        run: "up",
        options: { replace: ["link"], refresh: true },
        expect: {
          steps: { link: ["refresh", ...replaced] },
          links: { [contoso]: northwind },
          writes: [`${contoso} update 200`],
          state: { link: { partnerId: northwind, adopted: false } },
        },
      },
    ],
  },
];
