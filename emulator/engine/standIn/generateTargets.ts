import type { Deployment } from "./deployment";
import type { Generation } from "./generation";
import { copyState, dependencyUrns, type ResourceState } from "./resourceState";
import type { RegisterEvent } from "./sourceEvents";
import { Bail, type Step } from "./step";
import { sameStep } from "./steps/sameStep";

/** Whether an operation is about a resource. */
export function isTargeted({ options }: Deployment, { urn }: ResourceState): boolean {
  return options.targets.size === 0 || options.targets.has(urn);
}

/** Whether a resource is to be replaced whatever its provider thinks. */
export function isTargetedReplace({ options }: Deployment, urn: string, old: ResourceState | undefined): boolean {
  return options.replaceTargets.has(urn) || old?.taint === true;
}

function allUrns(state: ResourceState): string[] {
  return [...dependencyUrns(state), ...(state.parent === "" ? [] : [state.parent])];
}

/** Whether a resource depends on one that was left out and does not exist. */
export function dependsOnSkipped({ skippedCreates }: Generation, state: ResourceState): boolean {
  return allUrns(state).some((urn) => skippedCreates.has(urn));
}

/** Nothing may be done that depends on a resource which is left out and does not exist. */
export function validateTargets({ options }: Deployment, generation: Generation, steps: readonly Step[]): void {
  if (options.targets.size === 0 && options.replaceTargets.size === 0) return;
  for (const { new: now, urn, skippedCreate } of steps) {
    if (now === undefined || skippedCreate === true) continue;
    for (const missing of allUrns(now).filter((other) => generation.skippedCreates.has(other))) {
      generation.error(`Resource '${urn}' depends on '${missing}' which was was not specified in --target list.`, urn);
      generation.sawError = true;
      if (!options.dryRun) throw new Bail("untargeted create");
      generation.skippedCreates.delete(missing);
    }
  }
}

/** Carries a resource that is left out over as it is and, before it, whatever of the state it depends on. */
export function untargetedSteps(
  deployment: Deployment,
  generation: Generation,
  urn: string,
  old: ResourceState,
  event?: RegisterEvent,
): Step[] {
  if (old.delete) return [];
  generation.urns.add(old.urn);
  generation.sames.add(urn);
  generation.sames.add(old.urn);
  const before = allUrns(old).flatMap((dependency) => {
    const state = deployment.olds.get(dependency);
    if (state === undefined || generation.hasStep(dependency)) return [];
    return untargetedSteps(deployment, generation, urn, state);
  });
  return [...before, sameStep(deployment, event, old, { ...copyState(old), id: "" }, { isTargeted: false })];
}
