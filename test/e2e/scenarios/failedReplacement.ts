import type { DeclaredOptions } from "../harness/declaration";
import { identityOf } from "../harness/identities";
import type { Scenario, Step } from "../harness/scenario";
import type { World } from "../harness/world";
import { consulting, contoso, creating, destroying, oneLink } from "./common";

const { objectId } = identityOf(contoso);
const linked = { [contoso]: consulting };
const deleteFirst: DeclaredOptions = { deleteBeforeReplace: true };

/** The link is deleted first; then the service refuses the new one. */
const refusing = (world: World): void => {
  world.fail("partner.create", 403);
};

/** The replacement deletes the link and cannot create it again. */
function failsHalfWay(step: Pick<Step, "before" | "program" | "options">): Step {
  return {
    run: "up",
    ...step,
    expect: {
      exitCode: 1,
      steps: { link: ["delete-replaced", "replace", "create-replacement"] },
      links: {},
      writes: [`${contoso} delete 200`, `${contoso} create 403`],
      messages: [{ on: "link", severity: "error", says: [objectId, "403", "(PAL_SERVICE_FAILED)"] }],
    },
  };
}

/** Nothing is left to delete, and the provider is not asked. */
const dropping: Step = {
  run: "destroy",
  expect: { steps: { link: ["remove-pending-replace"] }, links: {}, state: { link: undefined } },
};

/** A replacement that deletes first and fails: what it leaves in Azure is what it leaves in the state. */
export const failedReplacement: readonly Scenario[] = [
  {
    name: "deleteFirstForced",
    about: "--replace with deleteBeforeReplace removes the link; when it cannot be made again, none is left behind.",
    steps: [
      creating(oneLink({}, deleteFirst)),
      failsHalfWay({ options: { replace: ["link"] }, before: refusing }),
      dropping,
    ],
  },
  {
    name: "deleteFirstUnreadable",
    about: "--replace with deleteBeforeReplace meets a link that cannot be read any more: it stays in the state.",
    steps: [
      creating(oneLink({}, deleteFirst)),
      {
        run: "up",
        options: { replace: ["link"] },
        before: ({ emulator }) => {
          // The first look is that of the check.
          const effect = { kind: "status", status: 403 } as const;
          emulator.addFault({ operation: "partners.get", calls: { from: 2 }, effect });
        },
        expect: {
          exitCode: 1,
          steps: { link: ["delete-replaced"] },
          links: linked,
          messages: [
            { on: "link", severity: "error", says: [objectId, "Nothing was removed", "(PAL_SERVICE_FAILED)"] },
          ],
          state: { link: { partnerId: consulting, adopted: false } },
        },
      },
      {
        ...destroying,
        before: ({ emulator }) => {
          emulator.clearFaults();
        },
      },
    ],
  },
  {
    name: "deleteFirstTainted",
    about: "A tainted link with deleteBeforeReplace is removed; the update after a failed one makes it again.",
    steps: [
      creating(oneLink({}, deleteFirst)),
      failsHalfWay({
        before: async (world) => {
          refusing(world);
          await world.hands.taint("link");
        },
      }),
      {
        run: "up",
        expect: {
          steps: { link: ["replace", "create-replacement"] },
          links: linked,
          writes: [`${contoso} create 200`],
          state: { link: { partnerId: consulting, adopted: false } },
        },
      },
      destroying,
    ],
  },
  {
    name: "deleteFirstTriggered",
    about: "A changed replacementTrigger with deleteBeforeReplace removes the link; none is left behind.",
    steps: [
      creating(oneLink({}, { ...deleteFirst, replacementTrigger: "first" })),
      failsHalfWay({ program: oneLink({}, { ...deleteFirst, replacementTrigger: "second" }), before: refusing }),
      dropping,
    ],
  },
];
