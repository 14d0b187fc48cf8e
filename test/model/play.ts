import { finish } from "./finish";
import { cleanRun, type History, type Run, type Step } from "./history";
import { trackOrphans } from "./orphans";
import { type Mishaps, nothingWrong, runPhase, type Stage } from "./phase";
import { describeStep } from "./printed";
import type { Problem } from "./problems";
import { Program } from "./program";
import type { ProviderProcess } from "./callbacks";
import type { World } from "./world";

/**
 * Plays one history from an empty state; at its end everything is put right, brought up, and destroyed. Notes each
 * step and callback on the way.
 *
 * @throws Violation when the provider breaks a promise.
 */
export async function play(
  history: History,
  world: World,
  process: ProviderProcess,
  note: (line: string) => void,
): Promise<void> {
  world.reset(history.behaviour);
  const checkpoint = { resources: [] };
  const program = new Program(world);
  const orphans = trackOrphans(world, checkpoint);
  const stage: Stage = { world, process, program, checkpoint, orphans, note: (line) => note(`      ${line}`) };
  for (const step of history.steps) {
    note(describeStep(step));
    await take(step, stage);
  }
  await finish(stage, note);
}

async function take(step: Step, stage: Stage): Promise<unknown> {
  const { program, world } = stage;
  switch (step.kind) {
    case "declare":
      return program.declare(step.slot, step.change);
    case "remove":
      return program.remove(step.slot);
    case "rename":
      return program.rename(step.slot, step.alias);
    case "signIn":
      return world.signIn(step.as);
    case "rotate":
      return world.rotate(step.identity, step.told);
    case "portal":
      world.portal(step.identity, step.partner, step.erase);
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

async function preview(stage: Stage, run: Run): Promise<readonly Problem[]> {
  const goals = stage.program.goals();
  const replace = replacedBy(stage, run);
  return await runPhase(stage, {
    mishaps: { ...nothingWrong, faults: run.faults },
    replace,
    run: (engine) => engine.preview(goals, { eager: run.eager, replace }),
  });
}

function replacedBy({ program }: Stage, { replace }: Run): string | undefined {
  return replace === undefined ? undefined : program.urnOf(replace);
}

/** Preview and update are phases of their own, each with a provider process of its own; much may happen in between. */
export async function up(stage: Stage, run: Run): Promise<readonly Problem[]> {
  if (run.preview) {
    const refused = await preview(stage, run);
    if (refused.length > 0) return refused;
  }
  if (run.meanwhile?.before === "update phase") await take({ kind: "portal", erase: false, ...run.meanwhile }, stage);
  const goals = stage.program.goals();
  const replace = replacedBy(stage, run);
  return await runPhase(stage, {
    mishaps: run,
    replace,
    goals,
    run: async (engine) => {
      const problems = run.refresh ? await engine.refresh() : [];
      return problems.length > 0 ? problems : await engine.update(goals, { eager: run.eager, replace });
    },
  });
}

export async function destroy(stage: Stage, mishaps: Mishaps): Promise<readonly Problem[]> {
  const options = { eager: true, replace: undefined };
  return await runPhase(stage, { mishaps, goals: [], run: (engine) => engine.update([], options) });
}
