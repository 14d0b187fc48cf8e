import type { Deployment } from "./deployment";
import { missingTarget } from "./deploymentExecutor";
import { Bail } from "./step";
import { StepExecutor } from "./stepExecutor";
import { RefreshStep } from "./steps/refreshStep";

/**
 * Refreshes the state before a program runs, or without one, with providers as the state knows them: their
 * configuration is that of the last update.
 *
 * @returns whether all went well; what did not was said.
 */
export async function refreshState(deployment: Deployment): Promise<boolean> {
  const { options, registry, resources, journal } = deployment;
  if (resources.length === 0) return true;
  requireTargets(deployment, options.targets);
  const targeted = resources.filter(({ urn }) => options.targets.size === 0 || options.targets.has(urn));
  for (const { provider } of targeted) registry.ensure(provider, resources);
  const steps = targeted.map((resource) => new RefreshStep(deployment, resource));
  const executor = new StepExecutor(deployment, true);
  await executor.runParallel(steps);
  deployment.rebuild(new Map(steps.map((step) => [step.old, step.new])));
  if (executor.failed.length === 0) return true;
  journal.say("error", options.dryRun ? "preview failed" : "update failed");
  return false;
}

/** Says which targets the state does not hold, and ends the operation if there are any. */
export function requireTargets(deployment: Deployment, targets: ReadonlySet<string>): void {
  const missing = [...targets].filter((urn) => !deployment.isKnown(urn));
  for (const urn of missing) deployment.journal.say("error", missingTarget(urn));
  if (missing.length > 0) throw new Bail("one or more targets could not be found in the stack");
}
