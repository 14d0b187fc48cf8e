import type { Deployment } from "../deployment";
import type { ResourceState } from "../resourceState";
import { ProtectedError, type Step, type StepOp } from "../step";

export interface DeleteOptions {
  /** Part of a replacement. */
  readonly replacing?: boolean;
  /** The replacement is still to come. */
  readonly pendingReplacement?: boolean;
}

/** Deletes a resource; one that was only read, or is to be retained, from the state alone. */
export function deleteStep(
  deployment: Deployment,
  old: ResourceState,
  { replacing = false, pendingReplacement = false }: DeleteOptions = {},
): Step {
  return {
    op: deleteOp(old, replacing),
    urn: old.urn,
    old,
    logical: !replacing,
    diffs: [],
    apply: async () => {
      if (!replacing && old.protect) throw new ProtectedError(old.urn);
      const isManaged = old.custom && !old.external && !old.retainOnDelete;
      if (isManaged && !deployment.options.dryRun) await deployment.providerOf(old).delete(old);
      if (pendingReplacement) old.pendingReplacement = true;
    },
  };
}

function deleteOp({ external }: ResourceState, replacing: boolean): StepOp {
  if (external) return replacing ? "discard-replaced" : "discard";
  return replacing ? "delete-replaced" : "delete";
}

/** Forgets a resource that was deleted for a replacement that nobody wants any more. */
export function removePendingReplaceStep(old: ResourceState): Step {
  return { op: "remove-pending-replace", urn: old.urn, old, logical: false, diffs: [], apply: () => Promise.resolve() };
}
