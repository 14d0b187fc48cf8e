import type { ProviderProcess } from "./callbacks";
import { Checkpoint } from "./checkpoint";
import { converge } from "./convergence";
import { describeStep } from "./describeStep";
import type { UpdateOptions } from "./engine";
import { cleanRun, type History, type Run, type HistoryStep } from "./history";
import { trackLateWrites } from "./lateWrites";
import { trackOrphans } from "./orphans";
import { type Mishaps, nothingWrong, runPhase, type ModelStage } from "./phase";
import type { Problem } from "./problems";
import { failingUrn, Program } from "./program";
import type { ModelWorld } from "./world";

/**
 * Plays one history from an empty state; at its end the world and the program are corrected, brought up, and destroyed.
 * Notes each step and callback on the way.
 *
 * @throws Violation when the provider breaks a promise.
 */
export async function play(
  history: History,
  world: ModelWorld,
  process: ProviderProcess,
  note: (line: string) => void,
): Promise<void> {
  world.reset(history.behaviour);
  const checkpoint = new Checkpoint();
  const program = new Program(world);
  const orphans = trackOrphans(world, checkpoint);
  const lateWrites = trackLateWrites(world);
  const stage: ModelStage = {
    world,
    process,
    program,
    checkpoint,
    orphans,
    lateWrites,
    note: (line) => note(`      ${line}`),
  };
  for (const step of history.steps) {
    note(describeStep(step));
    await take(step, stage);
  }
  await converge(stage, note);
}

async function take(step: HistoryStep, stage: ModelStage): Promise<unknown> {
  const { program, world } = stage;
  switch (step.kind) {
    case "declare":
      return program.declare(step.slot, step.change);
    case "remove":
      return program.remove(step.slot);
    case "rename":
      return program.rename(step.slot, step.alias);
    case "swap":
      return program.swap(step.partners);
    case "taint":
      return taint(stage, program.urnOf(step.slot));
    case "signIn":
      return world.signIn(step.as);
    case "token":
      return world.setToken(step.isThere);
    case "rotate":
      return world.rotate(step.identity, step.told);
    case "portal":
      world.portal(step.identity, step.partner, step.erase);
      return stage.orphans.changed(world.takeChanges(), false);
    case "otherStack":
      world.otherStack(step.identity, step.partner, step.again);
      return stage.orphans.changed(world.takeChanges(), false);
    case "late":
      stage.lateWrites.apply(step.identity);
      return stage.orphans.changed(world.takeChanges(), false);
    case "up":
      return await up(stage, step);
    case "preview":
      return await preview(stage, cleanRun);
    case "refresh":
      return await runPhase(stage, {
        mishaps: { ...nothingWrong, faults: step.faults },
        run: (engine) => engine.refresh(),
      });
    case "destroy":
      return await destroy(stage, { ...nothingWrong, faults: step.faults, kill: step.kill });
  }
}

function taint({ checkpoint }: ModelStage, urn: string | undefined): void {
  const resource = checkpoint.live().find((one) => one.urn === urn);
  if (resource !== undefined) checkpoint.change(resource, { tainted: true });
}

function optionsOf({ program }: ModelStage, run: Run): UpdateOptions {
  const { order, continues, looksAhead, fails, replace } = run;
  const replaced = replace === undefined ? undefined : program.urnOf(replace);
  return { order, continues, looksAhead, failing: fails ? [failingUrn] : [], replace: replaced };
}

async function preview(stage: ModelStage, run: Run): Promise<readonly Problem[]> {
  const goals = stage.program.goals(true);
  const options = optionsOf(stage, run);
  return await runPhase(stage, {
    mishaps: { ...nothingWrong, faults: run.faults },
    replace: options.replace,
    run: (engine) => engine.preview(goals, options),
  });
}

/** Preview and update are phases of their own, each with a provider process of its own; much may happen in between. */
export async function up(stage: ModelStage, run: Run): Promise<readonly Problem[]> {
  if (run.preview) {
    const refused = await preview(stage, run);
    if (refused.length > 0) return refused;
  }
  if (run.meanwhile?.before === "update phase") await take({ kind: "portal", erase: false, ...run.meanwhile }, stage);
  const goals = stage.program.goals();
  const options = optionsOf(stage, run);
  return await runPhase(stage, {
    mishaps: run,
    replace: options.replace,
    goals,
    run: async (engine) => {
      const problems = run.refresh ? await engine.refresh() : [];
      return problems.length > 0 ? problems : await engine.update(goals, options);
    },
  });
}

export async function destroy(stage: ModelStage, mishaps: Mishaps): Promise<readonly Problem[]> {
  return await runPhase(stage, { mishaps, goals: [], run: (engine) => engine.destroy() });
}
