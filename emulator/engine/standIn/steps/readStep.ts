import type { Deployment } from "../deployment";
import type { ResourceState } from "../resourceState";
import type { ReadEvent } from "../sourceEvents";
import type { Step } from "../step";
import { isEqual } from "../valueDiff";
import { unknownText } from "../wire";

/** Looks up a resource that the program does not manage, in previews too. */
export function readStep(
  deployment: Deployment,
  event: ReadEvent,
  old: ResourceState | undefined,
  now: ResourceState,
  { replacing = false } = {},
): Step {
  return {
    op: replacing ? "read-replacement" : "read",
    urn: now.urn,
    old,
    new: now,
    logical: !replacing,
    diffs: [],
    apply: async () => {
      if (now.id !== unknownText) await read(deployment, now);
      if (old === undefined) return;
      if (replacing) old.delete = true;
      Object.assign(now, timesOf(old));
      if (!isEqual(now.outputs, old.outputs) || !isEqual(now.inputs, old.inputs))
        now.modified = new Date().toISOString();
    },
    complete: () => {
      event.done({ state: now, outcome: "success" });
    },
    skip: () => {
      event.done({ state: now, outcome: "skipped" });
    },
  };
}

/** All that is known of the resource are the inputs; they serve as its state too. */
async function read(deployment: Deployment, now: ResourceState): Promise<void> {
  const { urn, id, inputs } = now;
  const result = await deployment.providerOf(now).read({ urn, id, inputs, outputs: inputs });
  now.outputs = result.outputs;
  if (result.id !== "") now.id = result.id;
}

export function timesOf({ created, modified }: ResourceState): Pick<ResourceState, "created" | "modified"> {
  return { ...(created === undefined ? {} : { created }), ...(modified === undefined ? {} : { modified }) };
}
