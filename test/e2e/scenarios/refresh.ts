import { environmentOf, identityOf } from "../harness/identities";
import type { Scenario } from "../harness/scenario";
import { ambientLink, consulting, contoso, creating, fabrikam, northwind, oneLink, unchanged } from "./common";

const taken = { [contoso]: northwind };
const drifted = { on: "link", severity: "warning" as const, says: ["drifted", northwind, consulting] };

const gone = {
  on: "link",
  severity: "warning",
  says: ["no longer linked", identityOf(contoso).objectId, consulting, "removed from state", "(PAL_LINK_GONE)"],
} as const;

/** What a refresh makes of the state, and what the state then makes happen. */
export const refresh: readonly Scenario[] = [
  {
    name: "refreshUnchanged",
    about: "A refresh of a link that is right changes nothing.",
    steps: [
      creating(),
      {
        run: "refresh",
        options: { expectNoChanges: true },
        expect: { steps: { link: ["refresh"] }, links: { [contoso]: consulting } },
      },
      unchanged,
    ],
  },
  {
    name: "refreshChanged",
    about: "A refresh takes the live partner into the state; the next update puts the declared one back.",
    steps: [
      creating(),
      {
        run: "refresh",
        before: (world) => {
          world.setLink(contoso, northwind);
        },
        expect: {
          steps: { link: ["refresh"] },
          links: taken,
          messages: [drifted],
          state: { link: { partnerId: northwind, partnerName: "Northwind Services" } },
        },
      },
      { run: "preview", expect: { steps: { link: ["update"] }, links: taken } },
      {
        run: "up",
        expect: {
          steps: { link: ["update"] },
          links: { [contoso]: consulting },
          writes: [`${contoso} update 200`],
          state: { link: { partnerId: consulting } },
        },
      },
      unchanged,
    ],
  },
  {
    name: "refreshGone",
    about: "A refresh drops a link that is gone; the next update makes it again.",
    steps: [
      creating(),
      {
        run: "refresh",
        before: (world) => {
          world.setLink(contoso, null);
        },
        expect: { steps: { link: ["refresh"] }, links: {}, state: { link: undefined }, messages: [gone] },
      },
      {
        run: "up",
        expect: {
          steps: { link: ["create"] },
          links: { [contoso]: consulting },
          writes: [`${contoso} create 200`],
          state: { link: { adopted: false } },
        },
      },
    ],
  },
  {
    name: "refreshBySomebodyElse",
    about: "A refresh by somebody else leaves the state as it is, whatever that person is linked to.",
    environment: environmentOf(contoso),
    steps: [
      creating(ambientLink()),
      {
        run: "refresh",
        options: { environment: environmentOf(fabrikam) },
        expect: {
          steps: { link: ["refresh"] },
          links: { [contoso]: consulting },
          state: { link: { partnerId: consulting } },
          messages: [
            { on: "link", severity: "warning", says: [identityOf(contoso).objectId, identityOf(fabrikam).objectId] },
          ],
        },
      },
      unchanged,
    ],
  },
  {
    name: "refreshThenDestroyAfterTakeover",
    about: "Another partner took the link over and a refresh has seen it: destroy leaves it to them.",
    steps: [
      creating(),
      {
        run: "refresh",
        before: (world) => {
          world.setLink(contoso, northwind);
        },
        expect: { steps: { link: ["refresh"] }, links: taken, messages: [drifted] },
      },
      {
        run: "destroy",
        expect: {
          steps: { link: ["delete"] },
          links: taken,
          messages: [{ on: "link", severity: "warning", says: [northwind, consulting] }],
          state: { link: undefined },
        },
      },
    ],
  },
  {
    name: "destroyForeign",
    about: "Another partner took the link over unseen: destroy leaves it to them.",
    steps: [
      creating(),
      {
        run: "destroy",
        before: (world) => {
          world.setLink(contoso, northwind);
        },
        expect: {
          steps: { link: ["delete"] },
          links: taken,
          messages: [{ on: "link", severity: "warning", says: [northwind, consulting] }],
          state: { link: undefined },
        },
      },
    ],
  },
  {
    name: "destroyGone",
    about: "The link is gone already: destroy has nothing to write.",
    steps: [
      creating(),
      {
        run: "destroy",
        before: (world) => {
          world.setLink(contoso, null);
        },
        expect: { steps: { link: ["delete"] }, links: {}, state: { link: undefined } },
      },
    ],
  },
  {
    name: "destroyWithRefresh",
    about: "destroy --refresh drops a link that is gone without asking to delete it.",
    steps: [
      creating(),
      {
        run: "destroy",
        options: { refresh: true },
        before: (world) => {
          world.setLink(contoso, null);
        },
        expect: { steps: { link: ["refresh"] }, links: {}, state: { link: undefined }, messages: [gone] },
      },
    ],
  },
  {
    name: "destroyBySomebodyElse",
    about: "Somebody else cannot remove the link, and is told the ways out.",
    environment: environmentOf(contoso),
    steps: [
      creating(ambientLink()),
      {
        run: "destroy",
        options: { environment: environmentOf(fabrikam) },
        expect: {
          exitCode: 1,
          steps: { link: ["delete"] },
          links: { [contoso]: consulting },
          state: { link: { partnerId: consulting } },
          messages: [
            {
              on: "link",
              severity: "error",
              says: [identityOf(contoso).objectId, identityOf(fabrikam).objectId, "retain", "pulumi state delete"],
            },
          ],
        },
      },
      {
        run: "destroy",
        before: async (world) => world.hands.deleteState("link"),
        expect: { steps: {}, links: { [contoso]: consulting }, state: { link: undefined } },
      },
    ],
  },
  {
    name: "upWithRefresh",
    about: "up --refresh sees the drift before it repairs it.",
    steps: [
      creating(),
      {
        run: "up",
        options: { refresh: true },
        before: (world) => {
          world.setLink(contoso, northwind);
        },
        expect: {
          steps: { link: ["refresh", "update"] },
          links: { [contoso]: consulting },
          writes: [`${contoso} update 200`],
          messages: [drifted],
        },
      },
      { ...unchanged, program: oneLink() },
    ],
  },
  {
    name: "refreshWithProgram",
    about: "A refresh that runs the program reads with the program's settings.",
    steps: [
      creating(),
      {
        run: "refresh",
        options: { runProgram: true },
        before: (world) => {
          world.setLink(contoso, northwind);
        },
        expect: {
          steps: { link: ["refresh"] },
          links: taken,
          messages: [drifted],
          state: { link: { partnerId: northwind } },
        },
      },
    ],
  },
];
