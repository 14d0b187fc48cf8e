import { diffResource, withReplaceOnChanges } from "./diffResource";
import type { ResourceState } from "./resourceState";
import { Bail, type Step } from "./step";
import type { StepGenerator } from "./stepGenerator";
import { deleteStep } from "./steps/deleteStep";
import { type PropertyMap, unknown } from "./values";

/** Deletes a resource that is about to be replaced and, before it, all that would have to be replaced with it. */
export async function deletionsBefore(generator: StepGenerator, old: ResourceState): Promise<Step[]> {
  const { deployment, generation } = generator;
  const dependents = await replacedWith(generator, old);
  const steps = dependents
    .reverse()
    .filter((dependent) => !generation.pendingDeletes.has(dependent))
    .map((dependent) => deletion(generator, dependent, old));
  deployment.registry.ensure(old.provider, deployment.resources);
  if (old.pendingReplacement) return steps;
  generation.deletes.add(old.urn);
  const own = deleteStep(deployment, old, { replacing: true, pendingReplacement: true });
  return [...steps, own];
}

function deletion({ deployment, generation }: StepGenerator, dependent: ResourceState, old: ResourceState): Step {
  const { urn } = dependent;
  generation.deletes.add(urn);
  generation.pendingDeletes.add(dependent);
  deployment.registry.ensure(dependent.provider, deployment.resources);
  if (dependent.delete) return deleteStep(deployment, dependent);
  if (dependent.protect) {
    generation.sawError = true;
    generation.error(
      `unable to replace resource ${JSON.stringify(urn)} as part of replacing ${JSON.stringify(old.urn)} as it is ` +
        "currently marked for protection. To unprotect the resource, remove the `protect` flag from the resource in your " +
        `Pulumi program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${urn}'\``,
      urn,
    );
    throw new Bail("protected");
  }
  return deleteStep(deployment, dependent, { replacing: true, pendingReplacement: true });
}

/**
 * The dependents of a resource that its replacement makes be replaced too, in dependency order: those whose provider wants
 * that when the properties that came from replaced resources are unknown.
 */
export async function replacedWith(generator: StepGenerator, root: ResourceState): Promise<ResourceState[]> {
  const { deployment, generation } = generator;
  const { reads, creates, sames, updates, deletes, replaces } = generation;
  // What is registered already cannot depend on what is being registered.
  const settled = new Set([reads, creates, sames, updates, deletes, replaces].flatMap((set) => [...set]));
  settled.delete(root.urn);
  const replaced = [root];
  for (const dependent of deployment.graph.dependingOn(root, settled, false)) {
    if (await isReplacedWith(generator, dependent, new Set(replaced.map(({ urn }) => urn)))) replaced.push(dependent);
  }
  return replaced.slice(1);
}

async function isReplacedWith(
  { deployment }: StepGenerator,
  dependent: ResourceState,
  replaced: ReadonlySet<string>,
): Promise<boolean> {
  if (!dependent.custom || dependent.external) return false;
  if (replaced.has(providerUrn(dependent))) return true;
  const affected = Object.entries(dependent.propertyDependencies).filter(([, urns]) =>
    urns.some((urn) => replaced.has(urn)),
  );
  if (affected.length === 0) return false;
  deployment.registry.ensure(dependent.provider, deployment.resources);
  const { urn, id, inputs, outputs, ignoreChanges, replaceOnChanges } = dependent;
  const newInputs = withUnknown(inputs, affected);
  const request = { urn, id, oldInputs: inputs, oldOutputs: outputs, newInputs, allowUnknowns: true };
  const diff = await diffResource(deployment.journal, deployment.providerOf(dependent), request, ignoreChanges);
  return withReplaceOnChanges(diff, replaceOnChanges, false).replaceKeys.length > 0;
}

function withUnknown(inputs: PropertyMap, affected: readonly (readonly [string, unknown])[]): PropertyMap {
  const names = affected.map(([name]) => name).filter((name) => Object.hasOwn(inputs, name));
  return { ...inputs, ...Object.fromEntries(names.map((name) => [name, unknown])) };
}

function providerUrn({ provider }: ResourceState): string {
  return provider.slice(0, provider.lastIndexOf("::"));
}
