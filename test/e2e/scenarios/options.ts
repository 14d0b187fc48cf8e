import { identityOf, linkIdOf } from "../harness/identities";
import type { Scenario, Step } from "../harness/scenario";
import { consulting, contoso, creating, destroying, northwind, oneLink, unchanged } from "./common";

const linked = { [contoso]: consulting };

/** destroy takes the resource out of the state and leaves the link. */
const leavingBehind: Step = {
  run: "destroy",
  expect: { steps: { link: ["delete"] }, links: linked, state: { link: undefined } },
};

/** What options of the resource and of Pulumi change. */
export const options: readonly Scenario[] = [
  {
    name: "retainOnDelete",
    about: "Pulumi's retainOnDelete leaves the link, without asking the provider.",
    steps: [creating(oneLink({}, { retainOnDelete: true })), leavingBehind],
  },
  {
    name: "onDeleteRetain",
    about: "onDelete retain leaves a link that the stack made.",
    steps: [
      creating(oneLink({ onDelete: "retain" })),
      {
        ...leavingBehind,
        expect: {
          ...leavingBehind.expect,
          messages: [
            { on: "link", severity: "info", says: [linkIdOf(contoso), "stays in place", 'onDelete is "retain"'] },
          ],
        },
      },
    ],
  },
  {
    name: "onDeleteUnlinkOfAdopted",
    about: "onDelete unlink removes a link that was adopted.",
    given: (world) => {
      world.setLink(contoso, consulting);
    },
    steps: [
      {
        run: "up",
        program: oneLink({ onDelete: "unlink" }),
        expect: {
          steps: { link: ["create"] },
          links: linked,
          state: { link: { adopted: true } },
        },
      },
      destroying,
    ],
  },
  {
    name: "protect",
    about: "A protected link is not destroyed.",
    steps: [
      creating(oneLink({}, { protect: true })),
      {
        run: "destroy",
        expect: {
          exitCode: 1,
          steps: { link: ["delete"] },
          links: linked,
          messages: [{ on: "link", severity: "error", says: ["protected"] }],
        },
      },
    ],
  },
  {
    name: "ignoreChangesOfPartner",
    about: "With ignoreChanges of partnerId neither the program nor drift changes the partner.",
    steps: [
      creating(oneLink({}, { ignoreChanges: ["partnerId"] })),
      { ...unchanged, program: oneLink({ partnerId: northwind }, { ignoreChanges: ["partnerId"] }) },
      {
        ...unchanged,
        before: (world) => {
          world.setLink(contoso, northwind);
        },
        expect: { steps: { link: ["same"] }, links: { [contoso]: northwind } },
      },
      // Settings change meanwhile; the other partner's link is still not this stack's to remove.
      {
        run: "up",
        program: oneLink({ onDelete: "unlink" }, { ignoreChanges: ["partnerId"] }),
        expect: { steps: { link: ["update"] }, links: { [contoso]: northwind } },
      },
      {
        run: "destroy",
        expect: {
          steps: { link: ["delete"] },
          links: { [contoso]: northwind },
          state: { link: undefined },
          messages: [
            { on: "link", severity: "warning", says: [northwind, consulting, "left in place", "(PAL_LINK_KEPT)"] },
          ],
        },
      },
    ],
  },
  {
    name: "ignoreAllChanges",
    about: "With ignoreChanges of everything nothing changes the link.",
    steps: [
      creating(oneLink({}, { ignoreChanges: ["*"] })),
      {
        ...unchanged,
        program: oneLink({ partnerId: northwind, onDelete: "retain" }, { ignoreChanges: ["*"] }),
        before: (world) => {
          world.setLink(contoso, northwind);
        },
        expect: { steps: { link: ["same"] }, links: { [contoso]: northwind } },
      },
      { run: "up", expect: { steps: { link: ["same"] }, links: { [contoso]: northwind } } },
    ],
  },
  {
    name: "expectedNameMismatch",
    about: "A partner of another name than expected is unlinked again, and the update fails.",
    steps: [
      {
        run: "preview",
        program: oneLink({ expect: { partnerName: "Tailspin Toys" } }),
        expect: { steps: { link: ["create"] }, links: {} },
      },
      {
        run: "up",
        expect: {
          exitCode: 1,
          steps: { link: ["create"] },
          links: {},
          writes: [`${contoso} create 200`, `${contoso} delete 200`],
          messages: [
            {
              on: "link",
              severity: "error",
              says: ["Tailspin Toys", "Fabrikam Consulting", identityOf(contoso).objectId],
            },
          ],
          state: { link: undefined },
        },
      },
    ],
  },
  {
    name: "expectedIdentityMismatch",
    about: "Another identity than the expected one is refused in the preview.",
    steps: [
      {
        run: "preview",
        program: oneLink({ expect: { objectId: "11111111-aaaa-4aaa-8aaa-000000000009" } }),
        expect: {
          exitCode: 1,
          steps: {},
          links: {},
          messages: [{ on: "link", severity: "error", says: ["expect", identityOf(contoso).objectId] }],
        },
      },
    ],
  },
  {
    name: "partialFailure",
    about: "The undo of an unexpected partner fails: the link stays in the state, and the next update puts it right.",
    steps: [
      {
        run: "up",
        program: oneLink({ expect: { partnerName: "Tailspin Toys" } }),
        before: (world) => {
          world.fail("partner.delete", 403);
        },
        expect: {
          exitCode: 1,
          steps: { link: ["create"] },
          links: linked,
          writes: [`${contoso} create 200`, `${contoso} delete 403`],
          messages: [{ on: "link", severity: "error", says: ["Tailspin Toys", "Fabrikam Consulting"] }],
          state: { link: { partnerId: consulting } },
        },
      },
      {
        run: "up",
        program: oneLink(),
        expect: { steps: { link: ["update"] }, links: linked, state: { link: { partnerId: consulting } } },
      },
      unchanged,
      destroying,
    ],
  },
  {
    name: "badPartnerId",
    about: "What is not a partner ID is refused in the preview; a usage attribution GUID is told what it is.",
    steps: ["12a456", "", "11111111-2222-4333-8444-555555555555"].map((partnerId): Step => ({
      run: "preview",
      program: oneLink({ partnerId }),
      expect: {
        exitCode: 1,
        steps: {},
        links: {},
        messages: [
          { on: "link", severity: "error", says: ["partnerId", partnerId.includes("-") ? "attribution" : "digits"] },
        ],
      },
    })),
  },
  {
    name: "unknownToTheService",
    about: "A partner ID that the service does not know, or that is a global account's, is refused by the service.",
    steps: ["999999", "123455"].map((partnerId): Step => ({
      run: "up",
      program: oneLink({ partnerId }),
      expect: {
        exitCode: 1,
        steps: { link: ["create"] },
        links: {},
        writes: [`${contoso} create 400`],
        messages: [{ on: "link", severity: "error", says: [partnerId, identityOf(contoso).objectId] }],
        state: { link: undefined },
      },
    })),
  },
];
