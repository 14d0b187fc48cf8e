import type { Properties, ProviderProcess } from "./callbacks";
import { checkedCallbacks } from "./checkedCallbacks";
import type { Checkpoint, Goal } from "./checkpoint";
import { Engine } from "./engine";
import { isExpectedRefusal, type Situation } from "./expectedRefusals";
import type { Fault, Name, Run } from "./history";
import { idOf, names } from "./identities";
import { namesIdentity } from "./identityRules";
import { isInState, urnIn } from "./isForeignLink";
import type { LateWrites } from "./lateWrites";
import type { Orphans } from "./orphans";
import { codeOf, injected, Killed, type Problem } from "./problems";
import { type Program, shortName } from "./program";
import { startRunMemory } from "./runMemory";
import { judgeUpdate } from "./updated";
import { Violation } from "./violation";
import type { ModelWorld } from "./world";

export type Mishaps = Pick<Run, "faults" | "kill" | "meanwhile">;

export const nothingWrong: Mishaps = { faults: [], kill: undefined, meanwhile: undefined };

/** What a history is played with. */
export interface ModelStage {
  readonly world: ModelWorld;
  readonly process: ProviderProcess;
  readonly program: Program;
  readonly checkpoint: Checkpoint;
  readonly orphans: Orphans;
  readonly lateWrites: LateWrites;
  readonly note: (line: string) => void;
}

/** One run of the engine with a provider process of its own. */
export interface Phase {
  readonly mishaps: Mishaps;
  /** URN of a resource to be replaced whatever diff says. */
  readonly replace?: string | undefined;
  /** The program, where the phase is to bring it about. */
  readonly goals?: readonly Goal[];
  readonly run: (engine: Engine) => Promise<readonly Problem[]>;
}

/** Runs a phase, and compares what it did, refused and left with the rules. */
export async function runPhase(
  stage: ModelStage,
  { mishaps, replace, goals, run }: Phase,
): Promise<readonly Problem[]> {
  const { world, program, checkpoint, orphans, note } = stage;
  const { faults, kill, meanwhile } = mishaps;
  const partners = new Map(names.map((name) => [name, world.partnerOf(name)]));
  const situation = { program, world, resources: checkpoint.resources, replace, partners };
  const isClean = faults.length === 0 && kill === undefined && meanwhile === undefined;
  const raced = new Set<Name>();
  const holders = goals === undefined ? [] : goals.flatMap((goal) => holdersBy(goal, stage));
  const memory = startRunMemory(world);
  const callbacks = checkedCallbacks({
    world,
    process: stage.process,
    plan: { kill, meanwhile },
    isClean,
    memory,
    holderOf: (id, state, partner) =>
      checkpoint.live().find((one) => {
        const isForced = one.tainted || (one.urn === replace && situation.resources.includes(one));
        const isToBeMade = one.pendingReplacement || isForced;
        const isOther = !isToBeMade && one.id === id && one.outputs !== state;
        // What has not been compared yet finds the link gone, and makes it again.
        const isDeclared = holders.some(
          (holder) => holder.urn === one.urn && (holder.id ?? id) === id && memory.wasCalled(holder.goal),
        );
        return isOther && isDeclared && partner !== undefined && isInState(one.outputs, partner);
      }),
    isInOtherState: (id, state, partner) =>
      checkpoint.resources.some((one) => {
        const isOther = one.id === id && one.outputs !== state && !(one.pendingReplacement && !one.delete);
        return isOther && isInState(one.outputs, partner);
      }),
    isAbandoned: (id, state) => {
      const urn = urnIn(state) ?? "";
      const inputs = goals?.find((goal) => goal.urn === urn)?.inputs;
      if (inputs === undefined || !memory.wasChecked(urn)) return false;
      const isElsewhere = idOf(world.identityOf(inputs)) !== id && !world.isStale(inputs);
      const isRefused = world.isShutOut(id, state) || faults.some(({ operation }) => operation.startsWith("entra."));
      return namesIdentity(inputs) && isElsewhere && isRefused;
    },
    answersFor: (name) => orphans.has(name),
    isLost: (name) => orphans.isLost(name),
    isRaced: (name) => raced.has(name),
    raced: (name) => raced.add(name),
    note,
    changed: (changes, isLost) => orphans.changed(changes, isLost),
    released: (name) => orphans.released(name),
    lateWrites: stage.lateWrites,
  });
  const isSignInAtStake = faults.some(({ operation }) => !operation.startsWith("partner")) || world.hasRotated();
  await stage.process.restart(world.environment(), isSignInAtStake);
  for (const fault of faults) addFault(world, fault);
  const problems = await unlessKilled(() =>
    run(new Engine(checkpoint, callbacks, (inputs) => lookAhead(stage, inputs))),
  );
  world.emulator.clearFaults();
  const known = isClean ? { ...situation, remaining: checkpoint.resources } : undefined;
  for (const problem of problems) judgeProblem(problem, known, note);
  orphans.judge();
  if (problems.length === 0 && goals !== undefined)
    judgeUpdate({ goals, checkpoint, world, isClean, before: situation, raced });
  return problems;
}

/** The inputs with what the program has seen, if anything. */
async function lookAhead({ process }: ModelStage, inputs: Properties): Promise<Properties> {
  const observation = await process.lookAhead(inputs);
  return observation === undefined
    ? inputs
    : { ...inputs, __declared: { ...(inputs["__declared"] as object), observation } };
}

/** Under which names a resource of the program is in state, and the id that it declares; undefined for whoever signs in. */
function holdersBy(goal: Goal, { world, checkpoint }: ModelStage) {
  const id = goal.inputs["credential"] === undefined ? undefined : idOf(world.identityOf(goal.inputs));
  return [goal.urn, checkpoint.current(goal)?.urn ?? goal.urn].map((urn) => ({ urn, id, goal: goal.urn }));
}

async function unlessKilled(run: () => Promise<readonly Problem[]>): Promise<readonly Problem[]> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Killed) return [{ urn: "", message: "the provider was killed", code: injected }];
    throw error;
  }
}

function addFault({ emulator }: ModelWorld, { operation, call, lasts, effect }: Fault): void {
  emulator.addFault({ operation, calls: lasts ? { from: call } : call, effect });
}

/** @param situation - undefined where a fault was injected, which excuses any failure that has a code. */
function judgeProblem(problem: Problem, situation: Situation | undefined, note: (line: string) => void): void {
  const { urn, message } = problem;
  const code = codeOf(problem);
  if (code === injected) return;
  const name = shortName(urn);
  if (code === "" || code === "PAL_UNEXPECTED") throw new Violation(`${name} failed in an unforeseen way: ${message}`);
  if (situation !== undefined && !isExpectedRefusal(problem, situation)) {
    throw new Violation(`${name} failed without a reason: ${message}`);
  }
  note(`${name} failed, as it may: ${code}`);
}
