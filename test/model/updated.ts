import type { Checkpoint, Goal, Resource } from "./checkpoint";
import type { Properties } from "./callbacks";
import type { Name } from "./history";
import { nameOf, objectIdOf } from "./identities";
import { isInState } from "./isForeignLink";
import { shortName } from "./program";
import { Violation } from "./violation";
import type { ModelWorld } from "./world";

export interface Updated {
  readonly goals: readonly Goal[];
  readonly checkpoint: Checkpoint;
  readonly world: ModelWorld;
  readonly isClean: boolean;
  /** Resources and links as they were before the operation. */
  readonly before: { readonly resources: readonly Resource[]; readonly partners: ReadonlyMap<Name, string | null> };
  /** Links that the portal changed while the operation ran. */
  readonly raced: ReadonlySet<Name>;
}

/** What holds after an `up` that reports success: live link, declared link and state are one. */
export function judgeUpdate(updated: Updated): void {
  const { goals, checkpoint } = updated;
  for (const { urn, delete: isPending } of checkpoint.resources) {
    if (isPending) throw new Violation(`${shortName(urn)} is still to be deleted after a success`);
    if (!goals.some((goal) => goal.urn === urn))
      throw new Violation(`${shortName(urn)} is not in the program any more`);
  }
  const ids = checkpoint.resources.map(({ id }) => id);
  const shared = ids.find((id, index) => ids.indexOf(id) !== index);
  if (shared !== undefined) throw new Violation(`two resources have the link of ${nameOf(shared)} after a success`);
  for (const goal of goals) {
    const [resource, ...more] = checkpoint.resources.filter(({ urn }) => urn === goal.urn);
    if (resource === undefined || more.length > 0) throw new Violation(`state has not one ${shortName(goal.urn)}`);
    judgeLink(goal, resource, updated);
  }
}

function judgeLink(goal: Goal, resource: Resource, updated: Updated): void {
  const { world, isClean, raced } = updated;
  const { inputs, outputs, id } = resource;
  const identity = nameOf(id);
  const isOwn = world.identityOf(goal.inputs) === identity;
  if (!isOwn && goal.inputs["credential"] !== undefined) throw new Violation(`${shortName(goal.urn)} is ${identity}'s`);
  if (!isOwn) judgeUnverified(goal, resource, world);
  const mayBeUnseen = inputs["driftCheck"] === "bestEffort" && (!isClean || world.isStale(inputs));
  if (!isOwn || mayBeUnseen || inputs["driftCheck"] === "off" || raced.has(identity)) return;
  const live = world.partnerOf(identity);
  if (live === null && isRemovedByFormerHolder(goal, resource, updated)) return;
  if (live === null) throw new Violation(`${identity} is not linked after a success`);
  if (goal.ignoreChanges.length > 0) return;
  if (inputs["partnerId"] !== goal.inputs["partnerId"])
    throw new Violation("state has another partner than the program");
  if (live !== inputs["partnerId"]) throw new Violation(`${identity} is linked to ${live} after a success`);
  if (outputs["partnerId"] !== live) throw new Violation(`state says ${String(outputs["partnerId"])} after a success`);
}

/** Whether the link was another resource's, which took it along, and this one ignored that it was not its own: a documented limit. */
function isRemovedByFormerHolder(
  { urn, ignoreChanges }: Goal,
  { id, outputs }: Resource,
  { before }: Updated,
): boolean {
  const partner = before.partners.get(nameOf(id)) ?? null;
  if (partner === null || ignoreChanges.length === 0 || isInState(outputs, partner)) return false;
  return before.resources.some((one) => one.urn !== urn && one.id === id && isInState(one.outputs, partner));
}

/** Somebody else has signed in, whom the program does not name: only a person passes where the link must be verified. */
function judgeUnverified({ urn, inputs }: Goal, { id }: Resource, world: ModelWorld): void {
  const { expect, driftCheck = "required" } = inputs as { expect?: Properties; driftCheck?: string };
  const signer = world.identityOf(inputs);
  const expected = expect?.["objectId"];
  const isPassed = signer === "P" && expected === undefined;
  if (expected === objectIdOf(signer)) throw new Violation(`${shortName(urn)} is not that of ${signer}, who is named`);
  if (driftCheck === "required" && !isPassed)
    throw new Violation(`${signer} has passed as ${nameOf(id)}, whose link ${shortName(urn)} is`);
}
