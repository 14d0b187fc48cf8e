import type { FaultEffect } from "partner-admin-link-emulator";
import { identityOf } from "../harness/identities";
import type { Scenario, Step } from "../harness/scenario";
import { contoso, creating, destroying, fabrikam, northwind, oneLink, unchanged } from "./common";

type Write = "partner.create" | "partner.update" | "partner.delete";

/** The step, while the service acts as ever but answers its writes like this, every time. */
function answered(step: Step, operation: Write, effect: FaultEffect): Step {
  return {
    ...step,
    before: ({ emulator }) => {
      emulator.addFault({ operation, calls: { from: 1 }, effect });
    },
  };
}

function replacing(field: string, value: string): FaultEffect {
  return { kind: "replace", fields: { [field]: value } };
}

function withStatus(status: number, body?: unknown): FaultEffect {
  return { kind: "status", status, when: "after", ...(body === undefined ? {} : { body }) };
}

/** A link is created with answers of that effect, and is complete and the stack's all the same. */
function createdWith(name: string, answer: string, effect: FaultEffect, statuses: readonly number[] = [200]): Scenario {
  const { expect, ...step } = creating();
  const writes = statuses.map((status) => `${contoso} create ${status}`);
  return {
    name,
    about: `A creation that is applied and answered with ${answer} succeeds: a read confirms it.`,
    steps: [answered({ ...step, expect: { ...expect, writes } }, "partner.create", effect), unchanged, destroying],
  };
}

const objectAsMessage = { error: { code: "InternalServerError", message: { text: "no text" } } };

/** Answers that prove nothing of the write. */
export const unexpectedAnswers: readonly Scenario[] = [
  createdWith("createdOtherPartner", "another partner", replacing("properties.partnerId", northwind)),
  createdWith("createdOtherTenant", "another tenant", replacing("properties.tenantId", identityOf(fabrikam).tenantId)),
  createdWith(
    "createdOtherObject",
    "another identity",
    replacing("properties.objectId", identityOf(fabrikam).objectId),
  ),
  ...[201, 202, 204].map((status) => createdWith(`createdWith${status}`, `a ${status}`, withStatus(status), [status])),
  createdWith(
    "createdWithObjectAsMessage",
    "a 500 whose message is an object",
    withStatus(500, objectAsMessage),
    // Each attempt is answered like that.
    [500, 500, 500, 500],
  ),
  {
    name: "changedOtherPartner",
    about: "A change that is applied and answered with another partner succeeds: a read confirms it.",
    steps: [
      creating(),
      answered(
        {
          run: "up",
          program: oneLink({ partnerId: northwind }),
          expect: {
            steps: { link: ["update"] },
            links: { [contoso]: northwind },
            writes: [`${contoso} update 200`],
            state: { link: { partnerId: northwind, partnerName: "Northwind Services", version: 2 } },
          },
        },
        "partner.update",
        replacing("properties.partnerId", "999999"),
      ),
      destroying,
    ],
  },
  {
    name: "deletedWith202",
    about: "A removal that is applied and answered with a 202 succeeds: a read confirms it.",
    steps: [
      creating(),
      answered(
        { ...destroying, expect: { ...destroying.expect, writes: [`${contoso} delete 202`] } },
        "partner.delete",
        withStatus(202),
      ),
    ],
  },
];
