import { type GoldenKind, goldenReleases, readGolden } from "../harness/goldenStates";
import { credentialOf, environmentOf } from "../harness/identities";
import type { ProgramDeclaration } from "../harness/declaration";
import type { Expectation, Scenario, Step } from "../harness/scenario";
import { ambientLink, type Before, consulting, contoso, fabrikam, link, northwind } from "./common";
import { byToken, newRun } from "./tokens";

/** Who adopts signs in by the environment. */
export const adopter = environmentOf(fabrikam);

/** One link that the stack made, signed in to by a block; one that it adopted, signed in to by the environment. */
export const settledProgram: ProgramDeclaration = {
  links: [link({}, {}, "made"), ...(ambientLink().links ?? []).map((item) => ({ ...item, name: "adopted" }))],
};

/** One link whose partner may have been changed, and one that may have been made. */
export const unsettledProgram: ProgramDeclaration = {
  links: [link({ credential: credentialOf(fabrikam) }, {}, "changed"), link({}, {}, "created")],
};

const gate = { expectNoChanges: true } as const;
const bothLinked = { [contoso]: consulting, [fabrikam]: consulting };
const renewed = newRun("JOB_TOKEN", "ARM_OIDC_TOKEN");

function golden(
  kind: GoldenKind,
  about: string,
  story: (release: string) => Omit<Scenario, "name" | "about">,
): Scenario[] {
  return goldenReleases(kind).map((release) => ({
    name: `${kind}StateOf${release}`,
    about: `A state of ${release} ${about}`,
    ...story(release),
  }));
}

/** The state of a release, in a world in which those are linked. */
function given(kind: GoldenKind, release: string, links: Readonly<Record<string, string>>): Before {
  return async (world) => {
    for (const [identity, partnerId] of Object.entries(links)) world.setLink(identity, partnerId);
    await world.hands.importStack(readGolden(kind, release));
  };
}

function both(op: string, names: readonly [string, string]): Expectation["steps"] {
  return Object.fromEntries(names.map((name) => [name, [op]]));
}

const settled = (step: Pick<Step, "run" | "options" | "program">, op: string): Step => ({
  ...step,
  expect: { steps: both(op, ["adopted", "made"]), links: bothLinked },
});

const asLeft = { [contoso]: consulting, [fabrikam]: northwind };

/** Every later version reads the states of every earlier one. */
export const goldenStates: readonly Scenario[] = [
  ...golden("settled", "is previewed without change, refreshed and destroyed.", (release) => ({
    environment: adopter,
    given: given("settled", release, bothLinked),
    steps: [
      settled({ run: "preview", options: gate, program: settledProgram }, "same"),
      settled({ run: "refresh", options: gate }, "refresh"),
      settled({ run: "preview", options: gate }, "same"),
      {
        run: "destroy",
        expect: {
          steps: both("delete", ["adopted", "made"]),
          links: { [fabrikam]: consulting },
          writes: [`${contoso} delete 200`],
        },
      },
    ],
  })),
  ...golden("runTokens", "without its token serves a run with another one.", (release) => ({
    given: given("runTokens", release, { [contoso]: consulting }),
    steps: [
      {
        run: "preview",
        options: gate,
        program: byToken(),
        before: renewed,
        expect: { steps: { link: ["same"] }, links: { [contoso]: consulting } },
      },
      { run: "refresh", options: gate, expect: { steps: { link: ["refresh"] }, links: { [contoso]: consulting } } },
      { run: "destroy", expect: { steps: { link: ["delete"] }, links: {}, writes: [`${contoso} delete 200`] } },
    ],
  })),
  ...golden("unsettled", "is completed by the next update: one write took effect, the other did not.", (release) => ({
    given: given("unsettled", release, asLeft),
    steps: [
      {
        run: "up",
        program: unsettledProgram,
        expect: {
          steps: both("update", ["changed", "created"]),
          links: bothLinked,
          writes: [`${fabrikam} update 200`],
          messages: [{ on: "changed", severity: "warning", says: ["drifted", northwind, consulting, "(PAL_DRIFT)"] }],
        },
      },
      { run: "preview", options: gate, expect: { steps: both("same", ["changed", "created"]), links: bothLinked } },
      {
        run: "destroy",
        expect: {
          steps: both("delete", ["changed", "created"]),
          links: {},
          writes: [`${contoso} delete 200`, `${fabrikam} delete 200`],
        },
      },
    ],
  })),
  ...goldenReleases("unsettled").map((release): Scenario => ({
    name: `unsettledStateOf${release}Destroyed`,
    about: `A state of ${release} with writes of unknown outcome is destroyed with what was made.`,
    given: given("unsettled", release, asLeft),
    steps: [
      {
        run: "destroy",
        expect: {
          steps: both("delete", ["changed", "created"]),
          links: {},
          writes: [`${contoso} delete 200`, `${fabrikam} delete 200`],
        },
      },
    ],
  })),
];
