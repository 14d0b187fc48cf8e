import type { ProviderProcess } from "./callbacks";
import { type Checkpoint, Engine, type Goal } from "./engine";
import { excuseFor, type Situation } from "./excuses";
import type { Fault, Name, Run } from "./history";
import type { Orphans } from "./orphans";
import { Killed, type Problem } from "./problems";
import { type Program, shortName } from "./program";
import { Violation } from "./rules";
import { supervise } from "./supervised";
import { judgeUpdate } from "./updated";
import type { World } from "./world";

export type Mishaps = Pick<Run, "faults" | "kill" | "meanwhile">;

export const nothingWrong: Mishaps = { faults: [], kill: undefined, meanwhile: undefined };

/** What a history is played with. */
export interface Stage {
  readonly world: World;
  readonly process: ProviderProcess;
  readonly program: Program;
  readonly checkpoint: Checkpoint;
  readonly orphans: Orphans;
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

/** Runs a phase, and holds what it did, refused and left to the rules. */
export async function runPhase(stage: Stage, { mishaps, replace, goals, run }: Phase): Promise<readonly Problem[]> {
  const { world, program, checkpoint, orphans, note } = stage;
  const { faults, kill, meanwhile } = mishaps;
  const partners = new Map((["A", "B", "C"] as const).map((name) => [name, world.partnerOf(name)]));
  const situation = { program, world, resources: checkpoint.resources, replace, partners };
  const isClean = faults.length === 0 && kill === undefined && meanwhile === undefined;
  const raced = new Set<Name>();
  const urns = new Set(goals?.map(({ urn }) => urn));
  const callbacks = supervise({
    world,
    process: stage.process,
    plan: { kill, meanwhile },
    isClean,
    holds: (id) => checkpoint.resources.some((one) => !one.delete && one.id === id && urns.has(one.urn)),
    answersFor: (name) => orphans.has(name),
    isRaced: (name) => raced.has(name),
    raced: (name) => raced.add(name),
    note,
    changed: (changes, isLost) => orphans.changed(changes, isLost),
    released: (name) => orphans.released(name),
  });
  const isSignInAtStake = faults.some(({ operation }) => !operation.startsWith("partner")) || world.hasRotated();
  await stage.process.restart(world.environment(), isSignInAtStake);
  for (const fault of faults) addFault(world, fault);
  const problems = await unlessKilled(() => run(new Engine(checkpoint, callbacks)));
  world.emulator.clearFaults();
  const known = isClean ? { ...situation, remaining: checkpoint.resources } : undefined;
  for (const problem of problems) judgeProblem(problem, known, note);
  orphans.judge();
  if (problems.length === 0 && goals !== undefined) judgeUpdate({ goals, checkpoint, world, isClean, raced });
  return problems;
}

async function unlessKilled(run: () => Promise<readonly Problem[]>): Promise<readonly Problem[]> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Killed) return [{ urn: "", message: "the provider was killed", code: "KILLED" }];
    throw error;
  }
}

function addFault({ emulator }: World, { operation, call, lasts, effect }: Fault): void {
  emulator.addFault({ operation, calls: lasts ? { from: call } : call, effect });
}

function judgeProblem(problem: Problem, situation: Situation | undefined, note: (line: string) => void): void {
  const { urn, code, message, isCheckFailure = false } = problem;
  if (!isCheckFailure && (code === undefined || code === "PAL_UNEXPECTED")) {
    throw new Violation(`${shortName(urn)} failed in a way that nobody thought of: ${message}`);
  }
  const reason = situation === undefined ? "something was made to go wrong" : excuseFor(problem, situation);
  if (reason === undefined) throw new Violation(`${shortName(urn)} failed without a reason: ${message}`);
  note(`${shortName(urn)} failed, as it may: ${reason}`);
}
