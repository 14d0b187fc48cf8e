import { identityOf, linkIdOf } from "../harness/identities";
import type { Scenario } from "../harness/scenario";
import { consulting, contoso, creating, link, northwind, oneLink, unchanged } from "./common";

const refused = {
  on: "link",
  severity: "error" as const,
  says: [northwind, "Northwind Services", identityOf(contoso).objectId, "overwrite"],
};
const takenByNorthwind = { exitCode: 1, steps: {}, links: { [contoso]: northwind }, state: { link: undefined } };

/** Links that were there before the stack. */
export const adoption: readonly Scenario[] = [
  {
    name: "adoption",
    about: "A link to the declared partner is adopted without a write, announced before, and left behind by destroy.",
    given: (world) => {
      world.setLink(contoso, consulting);
    },
    steps: [
      {
        run: "preview",
        program: oneLink(),
        expect: {
          steps: { link: ["create"] },
          links: { [contoso]: consulting },
          messages: [{ on: "link", severity: "info", says: ["adopt", consulting, identityOf(contoso).objectId] }],
        },
      },
      {
        run: "up",
        expect: {
          steps: { link: ["create"] },
          links: { [contoso]: consulting },
          state: { link: { partnerId: consulting, adopted: true } },
          messages: [{ on: "link", severity: "info", says: ["destroy", "PartnerAdminLink.get"] }],
        },
      },
      unchanged,
      {
        run: "destroy",
        expect: {
          steps: { link: ["delete"] },
          links: { [contoso]: consulting },
          state: { link: undefined },
          messages: [{ on: "link", severity: "info", says: [linkIdOf(contoso), "stays in place", "adopted"] }],
        },
      },
    ],
  },
  {
    name: "refusedInPreview",
    about: "A link to another partner is refused in the preview already, and by an update without one.",
    given: (world) => {
      world.setLink(contoso, northwind);
    },
    steps: [
      { run: "preview", program: oneLink(), expect: { ...takenByNorthwind, messages: [refused] } },
      { run: "up", expect: { ...takenByNorthwind, messages: [refused] } },
    ],
  },
  {
    name: "overwrite",
    about: "With overwrite a link to another partner is changed in place.",
    given: (world) => {
      world.setLink(contoso, northwind);
    },
    steps: [
      {
        run: "preview",
        program: oneLink({ overwrite: true }),
        expect: {
          steps: { link: ["create"] },
          links: { [contoso]: northwind },
          messages: [{ on: "link", severity: "info", says: [northwind, "will be replaced", consulting] }],
        },
      },
      {
        run: "up",
        expect: {
          steps: { link: ["create"] },
          links: { [contoso]: consulting },
          writes: [`${contoso} update 200`],
          state: { link: { partnerId: consulting, adopted: false } },
        },
      },
      unchanged,
    ],
  },
  {
    name: "twoResourcesOneIdentity",
    about: "A second resource for the same identity is refused in the preview, naming both.",
    steps: [
      creating(),
      {
        run: "preview",
        program: { links: [link(), link({}, { dependsOn: ["link"] }, "twin")] },
        expect: {
          exitCode: 1,
          steps: { link: ["same"] },
          links: { [contoso]: consulting },
          messages: [{ on: "twin", severity: "error", says: ["link", "twin", identityOf(contoso).objectId] }],
        },
      },
    ],
  },
];
