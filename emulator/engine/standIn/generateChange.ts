import { diffResource, withReplaceOnChanges } from "./diffResource";
import { deletionsBefore } from "./generateDependents";
import { isTargetedReplace } from "./generateTargets";
import { type DiffResult, noDiff, type Provider } from "./provider";
import type { ResourceState } from "./resourceState";
import { Bail, type Step } from "./step";
import type { Executing, Registration, StepGenerator } from "./stepGenerator";
import { createStep, replaceStep } from "./steps/createStep";
import { sameStep } from "./steps/sameStep";
import { updateStep } from "./steps/updateStep";
import { isEqual } from "./valueDiff";

/** A registration of something that is in the state already. */
export interface Change extends Registration {
  readonly old: ResourceState;
  /** Absent for a component. */
  readonly provider: Provider | undefined;
}

type Execute = (steps: readonly Step[]) => Promise<void>;

/** Finds out what changed, and generates the steps. */
export async function generateChange(
  generator: StepGenerator,
  change: Change,
  executing: Executing,
  execute: Execute,
): Promise<void> {
  const settled = diffWithoutProvider(generator, change);
  const proceed = async (diff: DiffResult): Promise<void> => execute(await stepsFor(generator, change, diff));
  if (settled !== undefined) {
    await proceed(settled);
  } else if (generator.deployment.options.parallelDiff) {
    await executing.defer(
      change.urn,
      () => providerDiff(generator, change),
      (diff) => proceedAfterWaiting(generator, change, diff, execute),
    );
  } else {
    await proceed(await providerDiff(generator, change));
  }
}

/** In the meantime something that the resource depends on may have made it be deleted. */
async function proceedAfterWaiting(
  generator: StepGenerator,
  change: Change,
  diff: DiffResult,
  execute: Execute,
): Promise<void> {
  const { event, urn, old, now } = change;
  const { deployment, generation } = generator;
  if (!generation.deletes.has(urn)) {
    await execute(await stepsFor(generator, change, diff));
    return;
  }
  generation.deletes.delete(urn);
  generation.replaces.add(urn);
  await execute([replaceStep(old, now), createStep(deployment, event, now, { old, deleteLater: false })]);
}

/** What is clear without asking the provider. */
function diffWithoutProvider({ deployment }: StepGenerator, change: Change): DiffResult | undefined {
  const { urn, old, now, provider } = change;
  const replaceFor = (key: string): DiffResult => ({ ...noDiff, changes: "some", replaceKeys: [key] });
  if (isTargetedReplace(deployment, urn, old)) return replaceFor("id");
  const hasOneProvider = (old.provider === "") !== (now.provider === "");
  if (hasOneProvider) return replaceFor("provider");
  if (provider !== undefined) return undefined;
  return { ...noDiff, changes: isEqual(old.inputs, now.inputs) ? "none" : "some" };
}

function providerDiff({ deployment }: StepGenerator, change: Change): Promise<DiffResult> {
  const { urn, old, now, goal, provider } = change;
  if (provider === undefined) return Promise.resolve(noDiff);
  const request = { urn, id: old.id, oldInputs: old.inputs, oldOutputs: old.outputs, newInputs: now.inputs };
  return diffResource(deployment.journal, provider, request, goal.ignoreChanges);
}

async function stepsFor(generator: StepGenerator, change: Change, answered: DiffResult): Promise<Step[]> {
  const { deployment, generation } = generator;
  const { event, goal, urn, old, now } = change;
  const hasInitErrors = old.initErrors.length > 0;
  const diff = withReplaceOnChanges(answered, goal.replaceOnChanges, hasInitErrors);
  const isChanged = diff.changes === "some";
  const isReplaced = old.pendingReplacement || (isChanged && diff.replaceKeys.length > 0);
  if (isReplaced) return replacementSteps(generator, change, diff);
  if (isChanged || hasInitErrors) {
    generation.updates.add(urn);
    return [updateStep(deployment, event, old, now, diff)];
  }
  generation.sames.add(urn);
  return [sameStep(deployment, event, old, now)];
}

async function replacementSteps(generator: StepGenerator, change: Change, diff: DiffResult): Promise<Step[]> {
  const { deployment, generation } = generator;
  const { event, goal, urn, old, now } = change;
  refuseProtected(generator, old, now);
  generation.replaces.add(urn);
  await checkAfresh(generator, change);
  if (!(goal.deleteBeforeReplace ?? diff.deleteBeforeReplace)) {
    const created = createStep(deployment, event, now, { old, diff, deleteLater: true });
    return [created, replaceStep(old, now, diff)];
  }
  const deletions = await deletionsBefore(generator, old);
  const created = createStep(deployment, event, now, { old, diff, deleteLater: false });
  return [...deletions, replaceStep(old, now, diff), created];
}

/** What replaces a resource has no former inputs. A forced replacement was checked that way already. */
async function checkAfresh(generator: StepGenerator, { goal, urn, old, now, provider }: Change): Promise<void> {
  if (provider === undefined || isTargetedReplace(generator.deployment, urn, old)) return;
  const { inputs, failures } = await provider.check({ urn, news: goal.properties });
  if (!generator.reportFailures(now, failures)) throw new Bail(`resource ${urn} has check errors`);
  now.inputs = inputs;
}

/** A preview goes on, to show what would have been replaced, and fails in the end. */
function refuseProtected({ deployment, generation }: StepGenerator, old: ResourceState, now: ResourceState): void {
  if (!old.protect || !now.protect) return;
  generation.error(
    `unable to replace resource ${JSON.stringify(now.urn)}\n` +
      "as it is currently marked for protection. To unprotect the resource, remove the `protect` flag from the resource in " +
      "your Pulumi program and run `pulumi up`",
    now.urn,
  );
  generation.sawError = true;
  if (!deployment.options.dryRun) throw new Bail("protected");
}
