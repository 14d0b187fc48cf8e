import type { Deployment } from "../deployment";
import type { DiffResult } from "../provider";
import type { ResourceState } from "../resourceState";
import type { RegisterEvent } from "../sourceEvents";
import { PartialFailure, type Step } from "../step";
import { copyMap } from "../values";

/** Changes a resource in place. */
export function updateStep(
  deployment: Deployment,
  event: RegisterEvent,
  old: ResourceState,
  now: ResourceState,
  diff: DiffResult,
): Step {
  return {
    op: "update",
    urn: now.urn,
    old,
    new: now,
    logical: true,
    diffs: diff.changedKeys,
    detailedDiff: diff.detailed,
    apply: async () => {
      now.id = old.id;
      if (!now.custom) return;
      const { urn, inputs: newInputs } = now;
      const { outputs, initErrors } = await deployment
        .providerOf(now)
        .update({ urn, id: old.id, oldInputs: old.inputs, oldOutputs: old.outputs, newInputs });
      now.outputs = outputs;
      now.modified = new Date().toISOString();
      if (initErrors === undefined) return;
      now.initErrors = [...initErrors];
      // What exists was not brought about with the new inputs.
      now.inputs = copyMap(old.inputs);
      throw new PartialFailure(initErrors);
    },
    complete: () => {
      event.done({ state: now, outcome: "success" });
    },
    skip: () => {
      event.done({ state: now, outcome: "skipped" });
    },
  };
}
