import type { Deployment } from "../deployment";
import type { DiffResult } from "../provider";
import type { ResourceState } from "../resourceState";
import type { RegisterEvent } from "../sourceEvents";
import { PartialFailure, type Step } from "../step";

/** The other half of a replacement. */
export interface Replaced {
  readonly old: ResourceState;
  readonly diff?: DiffResult;
  /** The old resource is deleted afterwards; it was deleted before otherwise. */
  readonly deleteLater: boolean;
}

/** Makes a resource, anew or in place of another. */
export function createStep(
  deployment: Deployment,
  event: RegisterEvent,
  now: ResourceState,
  replaced?: Replaced,
): Step {
  return {
    op: replaced === undefined ? "create" : "create-replacement",
    urn: now.urn,
    old: replaced?.old,
    new: now,
    logical: replaced === undefined,
    diffs: replaced?.diff?.changedKeys ?? [],
    detailedDiff: replaced?.diff?.detailed,
    apply: async () => {
      const reasons = now.custom ? await create(deployment, now) : undefined;
      now.created = new Date().toISOString();
      now.modified = now.created;
      if (replaced?.deleteLater === true) replaced.old.delete = true;
      if (reasons !== undefined) throw new PartialFailure(reasons);
    },
    complete: () => {
      event.done({ state: now, outcome: "success" });
    },
    skip: () => {
      event.done({ state: now, outcome: "skipped" });
    },
  };
}

async function create(deployment: Deployment, now: ResourceState): Promise<readonly string[] | undefined> {
  const { id, outputs, initErrors } = await deployment.providerOf(now).create(now.urn, now.inputs);
  now.id = id;
  now.outputs = outputs;
  if (initErrors !== undefined) now.initErrors = [...initErrors];
  return initErrors;
}

/** Says that a resource is replaced; what it consists of are steps of their own. */
export function replaceStep(old: ResourceState, now: ResourceState, diff?: DiffResult): Step {
  return {
    op: "replace",
    urn: now.urn,
    old,
    new: now,
    logical: true,
    diffs: diff?.changedKeys ?? [],
    detailedDiff: diff?.detailed,
    apply: () => Promise.resolve(),
  };
}
