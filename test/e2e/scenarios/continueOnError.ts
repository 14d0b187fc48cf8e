import type { DeclaredLater, ProgramDeclaration } from "../harness/declaration";
import { credentialOf } from "../harness/identities";
import type { ExpectedMessage, Scenario, Step } from "../harness/scenario";
import { consulting, contoso, creating, fabrikam, keptAsAdopted, link, northwind, oneLink, replaced } from "./common";

const linked = { [contoso]: consulting };
const ofFabrikam = { credential: credentialOf(fabrikam) };

/** A resource that is never created, and what Pulumi says about it. */
const broken: DeclaredLater = { name: "broken", value: "value", fails: true };
const failure: ExpectedMessage = { on: "broken", severity: "error", says: ["this resource always fails"] };

function renamedBehind(resource: DeclaredLater): ProgramDeclaration {
  return { later: [resource], links: [link({}, { dependsOn: ["broken"] }, "renamed")] };
}

/** The old link is to be deleted although what takes its place could not be created: it stays, in Azure and in state. */
function keeping(program: ProgramDeclaration, steps: Step["expect"]["steps"] = {}): Step {
  return {
    run: "up",
    options: { continueOnError: true },
    program,
    expect: {
      exitCode: 1,
      steps: { broken: ["create"], link: ["delete"], ...steps },
      links: linked,
      messages: [failure, { on: "link", severity: "error", says: ["not removed", "pulumi up", "(PAL_IDENTITY_HELD)"] }],
      state: { link: { partnerId: consulting, adopted: false } },
    },
  };
}

/** With --continue-on-error Pulumi deletes what is no longer declared even after a failure. */
export const continueOnError: readonly Scenario[] = [
  {
    name: "renameBehindFailure",
    about: "A link keeps its state while its new name waits for a failing resource, and is handed over afterwards.",
    steps: [
      creating(),
      keeping(renamedBehind(broken)),
      {
        run: "up",
        program: renamedBehind({ ...broken, fails: false }),
        expect: {
          steps: { broken: ["create"], renamed: ["create"], link: ["delete"] },
          links: linked,
          state: { renamed: { partnerId: consulting }, link: undefined },
          messages: [keptAsAdopted("link")],
        },
      },
    ],
  },
  {
    name: "moveBehindFailure",
    about: "A link keeps its state while its move into a component waits for a failing resource of that component.",
    steps: [
      creating(),
      keeping(
        {
          components: [{ name: "group" }],
          later: [{ ...broken, options: { parent: "group" } }],
          links: [link({}, { parent: "group", dependsOn: ["broken"] })],
        },
        { group: ["create"] },
      ),
    ],
  },
  {
    name: "moveBelowFailure",
    about: "A link keeps its state while the resource that becomes its parent fails.",
    steps: [creating(), keeping({ later: [broken], ...oneLink({}, { parent: "broken" }) })],
  },
  {
    name: "swapBehindFailure",
    about: "Two links swap their identities and one of them fails: the link that is no longer in state is removed.",
    steps: [
      {
        run: "up",
        program: { links: [link({}, {}, "first"), link(ofFabrikam, {}, "second")] },
        expect: {
          steps: { first: ["create"], second: ["create"] },
          links: { [contoso]: consulting, [fabrikam]: consulting },
          writes: [`${contoso} create 200`, `${fabrikam} create 200`],
        },
      },
      {
        run: "up",
        options: { continueOnError: true },
        program: {
          links: [
            link(ofFabrikam, {}, "first"),
            link({ partnerId: northwind, overwrite: true }, { dependsOn: ["first"] }, "second"),
          ],
        },
        before: (world) => {
          world.fail("partner.update", 403);
        },
        expect: {
          exitCode: 1,
          steps: { first: replaced, second: ["create-replacement"] },
          links: { [fabrikam]: consulting },
          writes: [`${contoso} update 403`, `${contoso} delete 200`],
          messages: [{ on: "second", severity: "error", says: [northwind, "403", "(PAL_SERVICE_FAILED)"] }],
          state: { second: { partnerId: consulting, adopted: false } },
        },
      },
      {
        run: "destroy",
        expect: {
          steps: { first: ["delete"], second: ["delete"] },
          links: {},
          writes: [`${fabrikam} delete 200`],
          state: { first: undefined, second: undefined },
        },
      },
    ],
  },
];
