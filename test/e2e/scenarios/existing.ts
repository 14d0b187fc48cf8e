import { credentialOf, identityOf, linkIdOf, secretOf } from "../harness/identities";
import type { Scenario } from "../harness/scenario";
import { consulting, contoso, fabrikam, northwind, oneLink, unchanged } from "./common";

const lookups = {
  lookups: [
    { name: "linked", form: "output" as const, args: { credential: credentialOf(contoso) } },
    {
      name: "unlinked",
      form: "promise" as const,
      args: { credential: { ...credentialOf(fabrikam), clientSecret: secretOf(fabrikam) } },
    },
  ],
};

/** Links that are named by their id, or looked up. */
export const existing: readonly Scenario[] = [
  {
    name: "importRight",
    about: "The import option adopts the link of that id without a write; taking the option out again changes nothing.",
    given: (world) => {
      world.setLink(contoso, consulting);
    },
    steps: [
      {
        run: "up",
        program: oneLink({}, { import: linkIdOf(contoso) }),
        expect: {
          steps: { link: ["create"] },
          links: { [contoso]: consulting },
          state: { link: { id: linkIdOf(contoso), adopted: true } },
        },
      },
      { ...unchanged, program: oneLink() },
    ],
  },
  {
    name: "importOfOtherPartner",
    about: "The import option refuses a link to another partner than the declared one, in the preview.",
    given: (world) => {
      world.setLink(contoso, northwind);
    },
    steps: [
      {
        run: "preview",
        program: oneLink({}, { import: linkIdOf(contoso) }),
        expect: {
          exitCode: 1,
          steps: {},
          links: { [contoso]: northwind },
          state: { link: undefined },
          messages: [{ on: "link", severity: "error", says: ["import", northwind, consulting] }],
        },
      },
    ],
  },
  {
    name: "importAbsent",
    about: "The import option refuses an identity that is not linked: it never creates.",
    steps: [
      {
        run: "preview",
        program: oneLink({}, { import: linkIdOf(contoso) }),
        expect: {
          exitCode: 1,
          steps: {},
          links: {},
          messages: [{ on: "link", severity: "error", says: ["import", identityOf(contoso).objectId] }],
        },
      },
    ],
  },
  {
    name: "importOfOtherIdentity",
    about: "The import option refuses an id that is not the signed-in identity's.",
    given: (world) => {
      world.setLink(contoso, consulting);
    },
    steps: [
      {
        run: "preview",
        program: oneLink({}, { import: linkIdOf(fabrikam) }),
        expect: {
          exitCode: 1,
          steps: {},
          links: { [contoso]: consulting },
          messages: [
            { on: "link", severity: "error", says: [identityOf(contoso).objectId, identityOf(fabrikam).objectId] },
          ],
        },
      },
    ],
  },
  {
    name: "getExisting",
    about: "PartnerAdminLink.get reads a link that another stack owns; destroying this stack leaves it.",
    given: (world) => {
      world.setLink(contoso, consulting);
    },
    steps: [
      {
        run: "up",
        program: {
          links: [{ name: "link", get: linkIdOf(contoso), args: { credential: credentialOf(contoso) } }],
          outputs: { partner: { $output: "link.partnerName" } },
        },
        expect: {
          steps: { link: ["read"] },
          links: { [contoso]: consulting },
          outputs: { partner: "Fabrikam Consulting" },
          state: { link: { partnerId: consulting } },
        },
      },
      {
        run: "destroy",
        expect: { steps: { link: ["discard"] }, links: { [contoso]: consulting }, state: { link: undefined } },
      },
    ],
  },
  {
    name: "getAbsent",
    about: "PartnerAdminLink.get of an identity without a link is an error.",
    steps: [
      {
        run: "preview",
        program: { links: [{ name: "link", get: linkIdOf(contoso), args: { credential: credentialOf(contoso) } }] },
        expect: {
          exitCode: 1,
          steps: { link: ["read"] },
          links: {},
          messages: [{ on: "link", severity: "error", says: [identityOf(contoso).objectId] }],
        },
      },
    ],
  },
  {
    name: "lookup",
    about: "getPartnerAdminLink tells what an identity is linked to, and nothing when it is not.",
    given: (world) => {
      world.setLink(contoso, consulting);
    },
    steps: [
      {
        run: "up",
        program: lookups,
        expect: {
          steps: {},
          links: { [contoso]: consulting },
          outputs: { linked: { partnerId: consulting, partnerName: "Fabrikam Consulting" } },
        },
      },
    ],
  },
];
