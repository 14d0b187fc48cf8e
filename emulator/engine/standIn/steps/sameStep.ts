import type { Deployment } from "../deployment";
import { copyState, type ResourceState } from "../resourceState";
import type { RegisterEvent } from "../sourceEvents";
import type { Step } from "../step";
import { isProviderType } from "../urn";

/** Nothing is to be done. New inputs are kept, outputs stay as they were. */
export function sameStep(
  deployment: Deployment,
  event: RegisterEvent | undefined,
  old: ResourceState,
  now: ResourceState,
  { isTargeted = true } = {},
): Step {
  return {
    op: "same",
    urn: now.urn,
    old,
    new: now,
    logical: true,
    diffs: [],
    apply: () => {
      now.id = old.id;
      now.outputs = old.outputs;
      // Inputs that a provider considers unchanged are those it was configured with.
      if (isProviderType(now.type) && isTargeted) deployment.registry.load({ ...now, inputs: old.inputs });
      return Promise.resolve();
    },
    complete: () => event?.done({ state: now, outcome: "success" }),
    skip: () => event?.done({ state: now, outcome: "skipped" }),
  };
}

/** A resource that is not there and is not to be made now; it does not reach the state. */
export function skippedCreateStep(event: RegisterEvent, now: ResourceState): Step {
  return {
    op: "same",
    urn: now.urn,
    old: copyState(now),
    new: now,
    logical: true,
    diffs: [],
    skippedCreate: true,
    apply: () => Promise.resolve(),
    complete: () => {
      event.done({ state: now, outcome: "success", isUnknown: true });
    },
    skip: () => {
      event.done({ state: now, outcome: "skipped" });
    },
  };
}
