import { join } from "node:path";
import { takeCallbacks } from "./callbackRecords";
import { expectStep } from "./expectations";
import { knownGuids, nameOfIdentity, secrets } from "./identities";
import { linkType, normalise, urnPrefix } from "./normalise";
import type { Scenario, Step } from "./scenario";
import { type Observation, stepTranscript } from "./transcript";
import { type EngineKind, openWorld, type World } from "./world";
import type { EngineInfo, OperationResult } from "partner-admin-link-emulator/engine";

/** A scenario as it went. */
export interface Run {
  readonly engine: EngineInfo;
  readonly seen: readonly Observation[];
  /** Readable, free of secrets and of whatever differs from run to run. */
  readonly transcript: unknown;
}

/** Plays a scenario from its beginning to its end, on an emulator and a stack of its own. */
export async function runScenario(scenario: Scenario, engine: EngineKind): Promise<Run> {
  const world = await openWorld(scenario, engine);
  try {
    await scenario.given?.(world);
    const seen: Observation[] = [];
    for (const step of scenario.steps) seen.push(await playStep(step, world));
    return { engine: world.stack.engine, seen, transcript: transcriptOf(scenario, seen, world) };
  } finally {
    await world.close();
  }
}

/** Holds every step of a run to what was written down by hand for it. */
export function expectScenario(run: Run): void {
  for (const [index, observation] of run.seen.entries()) expectStep(index + 1, observation, nameOfIdentity);
}

async function playStep(step: Step, world: World): Promise<Observation> {
  if (step.program !== undefined) world.declare(step.program);
  await step.before?.(world);
  world.emulator.clearRequests();
  const result = await operate(step, world);
  return {
    step,
    variables: Object.keys(world.variables),
    result,
    callbacks: takeCallbacks(world.callbackFile),
    state: await world.stack.exportStack(),
    requests: world.emulator.requests(),
    links: world.emulator.links(),
  };
}

async function operate({ run, options = {} }: Step, world: World): Promise<OperationResult> {
  const { target, replace, environment, plan, display, ...others } = options;
  world.flags = [
    ...(plan === undefined ? [] : [run === "up" ? "--plan" : "--save-plan", join(world.folder, "plan.json")]),
    ...(display === undefined ? [] : [`--${display}`]),
  ];
  const urns = (names: readonly string[]): Promise<string[]> =>
    Promise.all(names.map((name) => world.urnOf(name).catch(() => urnOfNewLink(name))));
  return world.stack[run]({
    ...others,
    environment: { ...world.variables, ...environment },
    ...(target === undefined ? {} : { target: await urns(target) }),
    ...(replace === undefined ? {} : { replace: await urns(replace) }),
  });
}

/** What a link at the top of the program that is not in the state yet will have. */
function urnOfNewLink(name: string): string {
  return `${urnPrefix}${linkType}::${name}`;
}

function transcriptOf(scenario: Scenario, seen: readonly Observation[], world: World): unknown {
  const steps = seen.map((observation, index) => stepTranscript(observation, seen[index - 1], nameOfIdentity));
  const raw = { about: scenario.about, steps };
  const surroundings = { folders: { run: world.folder, project: process.cwd() }, knownGuids };
  const transcript: unknown = JSON.parse(JSON.stringify(normalise(raw, surroundings)));
  const text = JSON.stringify(transcript);
  for (const secret of [...secrets, ...world.tokens]) {
    if (text.includes(secret)) throw new Error(`the transcript of ${scenario.name} holds the secret ${secret}`);
  }
  return transcript;
}
