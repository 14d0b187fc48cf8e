import type { Declared, ProgramDeclaration } from "../harness/declaration";
import { credentialOf } from "../harness/identities";
import type { Expectation, ExpectedMessage, Scenario, Step } from "../harness/scenario";
import type { World } from "../harness/world";
import { type Before, consulting, contoso, link } from "./common";

type Fields = Readonly<Record<string, Declared>>;

const linked = { [contoso]: consulting };

/** The variable that the program takes its token from, and the one that the provider looks in by itself. */
const own = "JOB_TOKEN";
const known = "ARM_OIDC_TOKEN";
const configKey = "azure-native:oidcToken";

/** A link whose identity signs in with tokens of the run. */
export function byToken(fields: Fields = { oidcToken: { $variable: own } }): ProgramDeclaration {
  const { clientSecret: _clientSecret, ...application } = credentialOf(contoso);
  return { links: [link({ credential: { ...application, useOidc: true, ...fields } })] };
}

/** The next run has a new token in these variables and keys of stack config. */
export function newRun(...places: readonly string[]): Before {
  return async (world) => {
    const token = await world.issueToken(contoso);
    const isKey = (place: string): boolean => place.includes(":");
    world.variables = Object.fromEntries(places.filter((place) => !isKey(place)).map((name) => [name, token]));
    for (const key of places.filter(isKey)) await world.configure({ [key]: { value: token, secret: true } });
  };
}

export const creatingByToken: Step = {
  run: "up",
  program: byToken(),
  before: newRun(own),
  expect: { steps: { link: ["create"] }, links: linked, writes: [`${contoso} create 200`] },
};

/** The operation succeeds, and the link is as before. */
function succeeds(step: Omit<Step, "expect">, ops: readonly string[], others: Partial<Expectation> = {}): Step {
  return { ...step, expect: { steps: { link: ops }, links: linked, ...others } };
}

function missing(...fields: readonly string[]): ExpectedMessage {
  const names = fields.map((name) => `credential.${name}`);
  const places = fields.map((name) => `azure-native:${name}`);
  return {
    on: "link",
    severity: "error",
    says: [...names, "never stored", "for this run", ...places, "(PAL_CONFIG_INVALID)"],
  };
}

/** The stack config of the last update has a token that is worth nothing any more. */
const aged: ExpectedMessage = {
  on: "link",
  severity: "error",
  says: ["AADSTS700213", configKey, "run `pulumi up` first, or set ARM_OIDC_TOKEN", "(PAL_AUTH_FAILED)"],
};

/** The diff that follows a refresh asks with that token alone. */
const notVerified: ExpectedMessage = {
  on: "link",
  severity: "warning",
  says: ["AADSTS700213", configKey, "(PAL_NOT_VERIFIED)"],
};

/** The operation has no token that is accepted: it fails, and the resource stays in the state. */
function fails(step: Omit<Step, "expect">, ops: readonly string[], message = missing("oidcToken")): Step {
  const state = { link: { partnerId: consulting, adopted: false } };
  return { ...step, expect: { exitCode: 1, steps: { link: ops }, links: linked, messages: [message], state } };
}

const removed: Expectation = {
  steps: { link: ["delete"] },
  links: {},
  writes: [`${contoso} delete 200`],
  state: { link: undefined },
};

/** Tokens that are another one in each run are not in the state, nor a reason to change anything. */
export const tokens: readonly Scenario[] = [
  {
    name: "tokenRenewed",
    about: "Another token in each run is no change, in the gate as in an update.",
    steps: [
      creatingByToken,
      succeeds({ run: "preview", options: { expectNoChanges: true }, before: newRun(own) }, ["same"]),
      succeeds({ run: "up", options: { expectNoChanges: true }, before: newRun(own) }, ["same"]),
    ],
  },
  {
    name: "tokenForRefreshAndDestroy",
    about:
      "refresh and destroy, which do not run the program, take the token from the environment or say that they must.",
    steps: [
      creatingByToken,
      fails({ run: "refresh", before: newRun(own) }, ["refresh"]),
      succeeds({ run: "refresh", options: { expectNoChanges: true }, before: newRun(known) }, ["refresh"]),
      fails({ run: "destroy", before: newRun(own) }, ["delete"]),
      { run: "destroy", before: newRun(known), expect: removed },
    ],
  },
  {
    name: "tokenForUpWithRefresh",
    about:
      "up --refresh reads before it runs the program: it takes the token from the environment or says that it must.",
    steps: [
      creatingByToken,
      fails({ run: "up", options: { refresh: true }, before: newRun(own) }, ["refresh"]),
      succeeds({ run: "up", options: { refresh: true }, before: newRun(own, known) }, ["refresh", "same"]),
    ],
  },
  {
    name: "tokenForRemoval",
    about:
      "A link that is removed from the program is deleted with the token of the environment, or stays in the state.",
    steps: [
      creatingByToken,
      fails({ run: "up", program: {}, before: newRun(own) }, ["delete"]),
      { run: "up", before: newRun(known), expect: removed },
    ],
  },
  {
    name: "tokenInConfig",
    about: "refresh and destroy have the stack config of the last update: its token, or an error that says so.",
    steps: [
      creatingByToken,
      fails({ run: "refresh", before: newRun(configKey) }, ["refresh"]),
      succeeds({ run: "up", before: newRun(own, configKey) }, ["same"]),
      succeeds({ run: "refresh", options: { expectNoChanges: true } }, ["refresh"]),
      fails({ run: "refresh", before: newRun(configKey) }, ["refresh"], aged),
      succeeds({ run: "refresh", before: newRun(known) }, ["refresh"], { messages: [notVerified] }),
      { run: "destroy", expect: removed },
    ],
  },
  {
    name: "tokenInConfigWithRefresh",
    about: "up --refresh reads with the stack config of the last update: the token of this run is in the environment.",
    steps: [
      { ...creatingByToken, before: newRun(own, configKey) },
      fails({ run: "up", options: { refresh: true }, before: newRun(own, configKey) }, ["refresh"], aged),
      succeeds({ run: "up", options: { refresh: true }, before: newRun(own, configKey, known) }, ["refresh", "same"], {
        messages: [notVerified],
      }),
    ],
  },
  {
    name: "tokenInConfigForRemoval",
    about: "An update without any dynamic resource has the stack config of the last one that had some, and its token.",
    steps: [
      creatingByToken,
      fails({ run: "up", program: {}, before: newRun(configKey) }, ["delete"]),
      {
        run: "up",
        program: { later: [{ name: "other", value: "value" }] },
        expect: { ...removed, steps: { ...removed.steps, other: ["create"] } },
      },
    ],
  },
  {
    name: "requestTokenOfRun",
    about: "The URL and the token by which a pipeline asks for ID tokens are not stored either.",
    steps: [
      {
        ...creatingByToken,
        program: byToken({
          oidcRequestUrl: { $variable: "ACTIONS_ID_TOKEN_REQUEST_URL" },
          oidcRequestToken: { $variable: "ACTIONS_ID_TOKEN_REQUEST_TOKEN" },
        }),
        before: inPipeline,
      },
      succeeds({ run: "preview", options: { expectNoChanges: true }, before: inPipeline }, ["same"]),
      fails({ run: "destroy", before: outside }, ["delete"], missing("oidcRequestToken", "oidcRequestUrl")),
      { run: "destroy", before: inPipeline, expect: removed },
    ],
  },
];

/** A run of the pipeline, with the variables that it gives to each. */
function inPipeline(world: World): void {
  world.variables = world.variablesOf(contoso, "githubActions");
}

function outside(world: World): void {
  world.variables = {};
}
