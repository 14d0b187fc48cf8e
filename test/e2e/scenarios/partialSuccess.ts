import type { FaultEffect } from "partner-admin-link-emulator";
import { looksAhead } from "../harness/engine";
import { identityOf } from "../harness/identities";
import type { ExpectedMessage, Scenario, Step } from "../harness/scenario";
import { type Before, consulting, contoso, creating, destroying, northwind, oneLink } from "./common";

const { objectId } = identityOf(contoso);

/** Consulting is not of that name: what was written must be undone. */
const misnamed = oneLink({ overwrite: true, expect: { partnerName: "Tailspin Toys" } });

function error(...says: readonly string[]): ExpectedMessage {
  return { on: "link", severity: "error", says };
}

const linkedBefore: Before = (world) => {
  world.setLink(contoso, northwind);
};

/** The undoing is refused. */
const notUndone: Before = ({ emulator }) => {
  emulator.addFault({ operation: "partner.update", calls: 2, effect: { kind: "status", status: 403 } });
};

/** The write takes effect, or does not, its answer is no answer, and a look afterwards is refused. */
function losingSight(operation: "partner.create" | "partner.update", effect: FaultEffect): Before {
  return ({ emulator }) => {
    emulator.addFault({ operation, effect });
    // Somebody looks before the write; an update does so once more where the program did.
    const from = operation === "partner.update" && looksAhead ? 3 : 2;
    emulator.addFault({ operation: "partners.get", calls: { from }, effect: { kind: "status", status: 403 } });
  };
}

const seeingAgain: Before = ({ emulator }) => {
  emulator.clearFaults();
};

interface Failure {
  /** Partner that is linked afterwards. */
  readonly live?: string;
  readonly writes: readonly string[];
  /** Pieces of the error. */
  readonly says: readonly string[];
  /** Pieces of a warning before it. */
  readonly warns?: readonly string[];
  /** Partner that is in the state afterwards. */
  readonly kept?: string;
}

/** The update ends with an error on the link's row. */
function fails(
  step: Omit<Step, "run" | "expect">,
  op: "create" | "update",
  { live, writes, says, warns, kept }: Failure,
): Step {
  return {
    run: "up",
    ...step,
    expect: {
      exitCode: 1,
      steps: { link: [op] },
      links: live === undefined ? {} : { [contoso]: live },
      writes: writes.map((write) => `${contoso} ${write}`),
      messages: [
        ...(warns === undefined ? [] : [{ ...error(...warns), severity: "warning" as const }]),
        error(...says),
      ],
      state: { link: kept === undefined ? undefined : { partnerId: kept, adopted: false } },
    },
  };
}

/** The next update puts right what is left. */
function completes(partnerId: string, writes: readonly string[], before?: Before): Step {
  return {
    run: "up",
    program: oneLink({ partnerId }),
    ...(before === undefined ? {} : { before }),
    expect: {
      steps: { link: ["update"] },
      links: { [contoso]: partnerId },
      writes: writes.map((write) => `${contoso} ${write}`),
      state: { link: { partnerId, adopted: false } },
    },
  };
}

const creatingNorthwind: Step = {
  ...creating(oneLink({ partnerId: northwind })),
  expect: { steps: { link: ["create"] }, links: { [contoso]: northwind }, writes: [`${contoso} create 200`] },
};

const unknown = [objectId, consulting, "may have been applied", "kept in state", "pulumi up"];
const createdUnseen = fails(
  { program: oneLink(), before: losingSight("partner.create", { kind: "truncate" }) },
  "create",
  {
    live: consulting,
    writes: ["create 200"],
    says: unknown,
    kept: consulting,
  },
);
const changedUnseen = fails(
  { program: oneLink(), before: losingSight("partner.update", { kind: "truncate" }) },
  "update",
  {
    live: consulting,
    writes: ["update 200"],
    says: unknown,
    kept: consulting,
  },
);
const destroyingAgain: Step = { ...destroying, before: seeingAgain };

/** What stays of an operation that failed after it had written, or may have. */
export const partialSuccess: readonly Scenario[] = [
  {
    name: "overwrittenWithOtherName",
    about: "The partner that overwrite replaced is restored when the new one has another name.",
    given: linkedBefore,
    steps: [
      fails({ program: misnamed }, "create", {
        live: northwind,
        writes: ["update 200", "update 200"],
        says: ["Tailspin Toys", "Fabrikam Consulting", objectId, northwind, "restored"],
      }),
    ],
  },
  {
    name: "overwrittenAndNotRestored",
    about: "The resource is kept when the partner that overwrite replaced cannot be restored.",
    given: linkedBefore,
    steps: [
      fails({ program: misnamed, before: notUndone }, "create", {
        live: consulting,
        writes: ["update 200", "update 403"],
        says: ["Tailspin Toys", "Fabrikam Consulting", objectId, "could not be undone", northwind],
        kept: consulting,
      }),
      completes(consulting, []),
    ],
  },
  {
    name: "changedToOtherName",
    about: "The former partner of an update is restored when the new one has another name.",
    steps: [
      creatingNorthwind,
      fails({ program: misnamed }, "update", {
        live: northwind,
        writes: ["update 200", "update 200"],
        says: ["Tailspin Toys", "Fabrikam Consulting", objectId, northwind, "restored"],
        kept: northwind,
      }),
    ],
  },
  {
    name: "changedAndNotRestored",
    about: "What an update wrote is kept in the state when the former partner cannot be restored.",
    steps: [
      creatingNorthwind,
      fails({ program: misnamed, before: notUndone }, "update", {
        live: consulting,
        writes: ["update 200", "update 403"],
        says: ["Tailspin Toys", "Fabrikam Consulting", objectId, "could not be undone"],
        kept: consulting,
      }),
      completes(northwind, ["update 200"]),
    ],
  },
  {
    name: "undoneAfterLostReply",
    about: "A write whose reply was lost is undone when the partner has another name.",
    steps: [
      fails(
        {
          program: misnamed,
          before: ({ emulator }) => {
            emulator.addFault({ operation: "partner.create", effect: { kind: "reset", when: "after" } });
          },
        },
        "create",
        // The second attempt finds what the first one has made.
        { writes: ["create 0", "create 409", "delete 200"], says: ["removed again"] },
      ),
    ],
  },
  {
    name: "createdUnseen",
    about: "A creation of unknown outcome stays in the state, and the next update completes it.",
    steps: [createdUnseen, completes(consulting, [], seeingAgain)],
  },
  {
    name: "createdUnseenAndDestroyed",
    about: "A creation of unknown outcome is removed by destroy.",
    steps: [createdUnseen, destroyingAgain],
  },
  {
    name: "notCreatedUnseen",
    about: "A creation that did not take effect does not replace another partner's link at the next update.",
    steps: [
      fails({ program: oneLink(), before: losingSight("partner.create", { kind: "html", status: 200 }) }, "create", {
        writes: ["create 200"],
        says: unknown,
        kept: consulting,
      }),
      fails(
        {
          before: (world) => {
            world.emulator.clearFaults();
            world.setLink(contoso, northwind);
          },
        },
        "update",
        {
          live: northwind,
          writes: [],
          says: [objectId, "another partner", northwind],
          warns: [objectId, "another partner", northwind],
          kept: consulting,
        },
      ),
    ],
  },
  {
    name: "changedUnseen",
    about: "A change of unknown outcome is completed by the next update.",
    steps: [creatingNorthwind, changedUnseen, completes(consulting, [], seeingAgain)],
  },
  {
    name: "changedUnseenAndDestroyed",
    about: "A change of unknown outcome is removed by destroy.",
    steps: [creatingNorthwind, changedUnseen, destroyingAgain],
  },
];
