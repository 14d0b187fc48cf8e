import type { Deployment } from "./deployment";
import { DependencyGraph } from "./dependencyGraph";
import { replacedWith } from "./generateDependents";
import { copyState, type ResourceState } from "./resourceState";
import { Bail, type Step } from "./step";
import type { StepGenerator } from "./stepGenerator";
import { deleteStep, removePendingReplaceStep } from "./steps/deleteStep";
import { sameStep } from "./steps/sameStep";

export interface Deletions {
  /** Carry over what is left out. */
  readonly sames: readonly Step[];
  readonly deletes: readonly Step[];
}

/** Steps for what the state holds and the program did not register, and for what waits to be deleted. */
export async function generateDeletes(generator: StepGenerator): Promise<Deletions> {
  const { deployment, generation } = generator;
  const included = await deletable(generator);
  const isIncluded = ({ urn }: ResourceState): boolean => included === undefined || included.has(urn);
  const [left, taken] = [
    deployment.resources.filter((state) => !isIncluded(state)),
    deployment.resources.filter(isIncluded),
  ];
  const current = taken.map((state) => generation.refreshed.get(state) ?? state);
  const deletes = [
    ...current.flatMap((state) => deletionOf(generator, state)),
    ...generation.toDelete.filter(isIncluded).map((state) => deleted(generator, state)),
  ];
  const sames = left
    .filter(({ urn }) => !generation.isOperatedOn(urn))
    .map((state) => sameStep(deployment, undefined, state, { ...copyState(state), id: "" }, { isTargeted: false }));
  refuseUntargeted(generator, deletes);
  return { sames, deletes };
}

function deletionOf(generator: StepGenerator, state: ResourceState): Step[] {
  const { deployment, generation } = generator;
  if (state.delete) {
    if (generation.pendingDeletes.has(state)) return [];
    generation.deletes.add(state.urn);
    deployment.registry.ensure(state.provider, deployment.resources);
    return [deleteStep(deployment, state, { replacing: true })];
  }
  if (generation.isOperatedOn(state.urn)) return [];
  if (!state.pendingReplacement) return [deleted(generator, state)];
  generation.deletes.add(state.urn);
  return [removePendingReplaceStep(state)];
}

function deleted({ deployment, generation }: StepGenerator, state: ResourceState): Step {
  generation.deletes.add(state.urn);
  deployment.registry.ensure(state.provider, deployment.resources);
  return deleteStep(deployment, state);
}

/** With `--target`: the targets and what cannot stay without them. `undefined` when everything may go. */
async function deletable(generator: StepGenerator): Promise<ReadonlySet<string> | undefined> {
  const { targets } = generator.deployment.options;
  if (targets.size === 0) return undefined;
  const graph = schedulingGraph(generator);
  const found = new Set<string>();
  for (const target of generator.deployment.resources.filter(({ urn }) => targets.has(urn))) {
    const dependents = [...graph.dependingOn(target, new Set(), true), ...(await replacedWith(generator, target))];
    for (const { urn } of [target, ...dependents]) found.add(urn);
  }
  return found;
}

/** What has to go with a target must be named too. A preview names all that is missing. */
function refuseUntargeted({ deployment, generation }: StepGenerator, deletes: readonly Step[]): void {
  const { targets, dryRun } = deployment.options;
  const unnamed = targets.size === 0 ? [] : deletes.filter(({ urn }) => !targets.has(urn));
  for (const { urn } of unnamed) {
    generation.sawError = true;
    generation.error(
      `Resource '${urn}' will be destroyed but was not specified in --target list.\n` +
        "Either include resource in --target list or pass --target-dependents to proceed.",
      urn,
    );
  }
  if (unnamed.length > 0 && !dryRun) throw new Bail("delete untargeted resource");
}

function schedulingGraph({ deployment, generation }: StepGenerator): DependencyGraph {
  const graph = new DependencyGraph([...generation.toDelete, ...deployment.resources]);
  for (const [old, now] of generation.refreshed) graph.alias(now, old);
  return graph;
}

/** Groups deletions so that each group can go side by side, and whatever depends on something goes before it. */
export function scheduleDeletes(generator: StepGenerator, deletes: readonly Step[]): Step[][] {
  const graph = schedulingGraph(generator);
  const left = new Map(deletes.flatMap((step) => (step.old === undefined ? [] : [[step.old, step] as const])));
  const groups: Step[][] = [];
  while (left.size > 0) {
    const free = [...left.keys()].filter((state) => ![...graph.dependenciesOf(state)].some((other) => left.has(other)));
    groups.push(free.flatMap((state) => left.get(state) ?? []));
    for (const state of free) left.delete(state);
  }
  return groups.reverse();
}

/** What must stay because something that depends on it could not be deleted. */
export function heldBy(deployment: Deployment, failed: readonly Step[]): Set<ResourceState> {
  const states = failed.flatMap(({ old, new: now }) => [old, now]);
  return new Set(
    states.flatMap((state) =>
      state !== undefined && deployment.graph.has(state) ? [...deployment.graph.transitiveDependenciesOf(state)] : [],
    ),
  );
}
