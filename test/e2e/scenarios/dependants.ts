import type { DeclaredAssignment, ProgramDeclaration } from "../harness/declaration";
import { credentialOf, identityOf } from "../harness/identities";
import type { ExpectedMessage, Scenario, Step } from "../harness/scenario";
import { consulting, contoso, creating, fabrikam, link, northwind, replaced } from "./common";

type Args = Parameters<typeof link>[0];

/** A link, and what hangs on its identity: it cannot be changed, only replaced. */
function withAssignment(args: Args, options: DeclaredAssignment["options"] = {}): ProgramDeclaration {
  const assignment = { name: "assignment", principalId: { $output: "link.objectId" }, options };
  return { links: [link(args)], assignments: [assignment] };
}

function creatingBoth(program: ProgramDeclaration): Step {
  const { expect, ...step } = creating(program);
  return { ...step, expect: { ...expect, steps: { link: ["create"], assignment: ["create"] } } };
}

const drifted: ExpectedMessage = {
  on: "link",
  severity: "warning",
  says: ["drifted", northwind, consulting, "(PAL_DRIFT)"],
};

/** The link is changed, and what hangs on it is not. */
function changing(
  run: "preview" | "up",
  links: string,
  others: Partial<Step> & { messages?: ExpectedMessage[] },
): Step {
  const { messages = [], ...step } = others;
  return {
    run,
    ...step,
    expect: {
      steps: { link: ["update"], assignment: ["same"] },
      links: { [contoso]: links },
      messages,
      ...(run === "up" ? { writes: [`${contoso} update 200`] } : {}),
    },
  };
}

function untouched(name: string, about: string, options: DeclaredAssignment["options"]): Scenario {
  return {
    name,
    about,
    steps: [
      creatingBoth(withAssignment({}, options)),
      changing("preview", northwind, {
        before: (world) => {
          world.setLink(contoso, northwind);
        },
        messages: [drifted],
      }),
      changing("up", consulting, { messages: [drifted] }),
      changing("preview", consulting, { program: withAssignment({ partnerId: northwind }, options) }),
      changing("up", northwind, {}),
    ],
  };
}

const unlinked: ExpectedMessage = {
  on: "link",
  severity: "warning",
  says: ["no longer linked", consulting, "(PAL_LINK_GONE)"],
};
const remaking = { link: ["refresh", "create"], assignment: ["refresh", "same"] };

/** What hangs on a link's identity is touched only where the identity is another one. */
export const dependants: readonly Scenario[] = [
  untouched("assignment", "A link that drifts, and one whose partner changes, leaves a role assignment unchanged.", {}),
  untouched("protectedAssignment", "The same with a role assignment that is protected.", { protect: true }),
  {
    name: "assignmentOfRemovedLink",
    about: "A link that is gone when it is refreshed is made again, and its role assignment is left unchanged.",
    steps: [
      creatingBoth(withAssignment({}, { protect: true })),
      {
        run: "preview",
        options: { refresh: true },
        before: (world) => {
          world.setLink(contoso, null);
        },
        expect: { steps: remaking, links: {}, messages: [unlinked] },
      },
      {
        run: "up",
        options: { refresh: true },
        expect: {
          steps: remaking,
          links: { [contoso]: consulting },
          writes: [`${contoso} create 200`],
          messages: [unlinked],
        },
      },
    ],
  },
  {
    name: "assignmentOfOtherIdentity",
    about: "Another identity is another role assignment, and the preview tells whose.",
    steps: [
      creatingBoth(withAssignment({})),
      {
        run: "preview",
        program: withAssignment({ credential: credentialOf(fabrikam) }),
        expect: { steps: { link: replaced, assignment: replaced }, links: { [contoso]: consulting } },
      },
      {
        run: "up",
        expect: {
          steps: { link: replaced, assignment: replaced },
          links: { [fabrikam]: consulting },
          writes: [`${fabrikam} create 200`, `${contoso} delete 200`],
          state: { assignment: { principalId: identityOf(fabrikam).objectId } },
        },
      },
    ],
  },
];
