import type { DeclaredAssignment, ProgramDeclaration } from "../harness/declaration";
import { environmentOf, identityOf } from "../harness/identities";
import type { ExpectedMessage, Scenario } from "../harness/scenario";
import { ambientLink, consulting, contoso, unchanged } from "./common";

const linked = { [contoso]: consulting };

/** The link as azure-native's resource declares it. */
function native(options: { readonly retainOnDelete?: boolean } = {}): ProgramDeclaration {
  return { nativePartners: [{ name: "native", partnerId: consulting, options }] };
}

/** What hangs on the linked identity, as that resource knows it. */
const assignedTo = (resource: string): readonly DeclaredAssignment[] => [
  { name: "assignment", principalId: { $output: `${resource}.objectId` } },
];

const adopts: ExpectedMessage = {
  on: "link",
  severity: "info",
  says: ["adopt", consulting, identityOf(contoso).objectId],
};

const adopted = { link: { partnerId: consulting, adopted: true } };
const environment = environmentOf(contoso);

/** From azure-native's resource to this package's, in every order of the steps. */
export const migration: readonly Scenario[] = [
  {
    name: "nativePartnerLeavesState",
    about:
      "azure-native's resource is deleted from the state first: its program can no longer run, and the link is adopted.",
    environment,
    steps: [
      {
        run: "up",
        program: native(),
        expect: { steps: { native: ["create"] }, links: linked, writes: [`${contoso} create 200`] },
      },
      {
        run: "up",
        before: (world) => world.hands.deleteState("native"),
        expect: {
          exitCode: 1,
          steps: { native: ["create"] },
          links: linked,
          messages: [{ on: "native", severity: "error", says: ["cannot create already existing resource"] }],
          state: { native: undefined },
        },
      },
      {
        run: "up",
        program: ambientLink(),
        expect: { steps: { link: ["create"] }, links: linked, messages: [adopts], state: adopted },
      },
    ],
  },
  {
    name: "nativePartnerRetained",
    about:
      "With retainOnDelete in the state, azure-native's resource leaves the program and the link stays; so does what hangs on its identity.",
    environment,
    steps: [
      {
        run: "up",
        program: { ...native(), assignments: assignedTo("native") },
        expect: {
          steps: { native: ["create"], assignment: ["create"] },
          links: linked,
          writes: [`${contoso} create 200`],
        },
      },
      {
        run: "up",
        program: { ...native({ retainOnDelete: true }), ...ambientLink(), assignments: assignedTo("link") },
        expect: {
          steps: { native: ["same"], link: ["create"], assignment: ["same"] },
          links: linked,
          messages: [adopts],
          state: adopted,
        },
      },
      {
        run: "up",
        program: { ...ambientLink(), assignments: assignedTo("link") },
        expect: {
          steps: { link: ["same"], assignment: ["same"], native: ["delete"] },
          links: linked,
          state: { ...adopted, native: undefined },
        },
      },
      {
        ...unchanged,
        expect: { ...unchanged.expect, steps: { link: ["same"], assignment: ["same"] } },
      },
    ],
  },
  {
    name: "nativePartnerReplacedAtOnce",
    about:
      "Both in one update, without either: the link is adopted, then azure-native's deletion removes it. The gate fails and up makes it again.",
    environment,
    steps: [
      {
        run: "up",
        program: native(),
        expect: { steps: { native: ["create"] }, links: linked, writes: [`${contoso} create 200`] },
      },
      {
        run: "up",
        program: ambientLink(),
        expect: {
          steps: { link: ["create"], native: ["delete"] },
          links: {},
          writes: [`${contoso} delete 200`],
          messages: [adopts],
          state: { ...adopted, native: undefined },
        },
      },
      {
        run: "preview",
        options: { expectNoChanges: true },
        expect: {
          exitCode: 7,
          steps: { link: ["update"] },
          links: {},
          messages: [{ on: "link", severity: "warning", says: ["not linked", consulting, "(PAL_DRIFT)"] }],
        },
      },
      {
        run: "up",
        expect: {
          steps: { link: ["update"] },
          links: linked,
          writes: [`${contoso} create 200`],
          messages: [{ on: "link", severity: "warning", says: ["not linked", consulting, "(PAL_DRIFT)"] }],
          state: { link: { partnerId: consulting, adopted: false } },
        },
      },
    ],
  },
];
