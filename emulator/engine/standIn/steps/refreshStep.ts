import type { Deployment } from "../deployment";
import { diffResource } from "../diffResource";
import { type DiffResult, noDiff } from "../provider";
import { copyState, type ResourceState } from "../resourceState";
import type { Step, StepOp } from "../step";
import { isProviderType } from "../urn";
import { invert, isEqual } from "../valueDiff";

export interface RefreshOptions {
  /** Of a refresh that the program drives: takes the refreshed state, or nothing where the resource is gone. */
  readonly onRefreshed?: (state: ResourceState | undefined) => void;
  /** Of a refresh that the program drives: what the program wants, its provider among it. */
  readonly goal?: ResourceState;
  readonly internal?: boolean;
}

/** Brings the state of a resource up to date with what is really there. */
export class RefreshStep implements Step {
  readonly op = "refresh";
  readonly urn: string;
  readonly logical = false;
  readonly persisted: boolean;
  readonly internal: boolean;
  new: ResourceState | undefined;
  private diff: DiffResult = noDiff;
  private readonly goal: ResourceState;
  private readonly onRefreshed: RefreshOptions["onRefreshed"];

  constructor(
    private readonly deployment: Deployment,
    readonly old: ResourceState,
    { onRefreshed, goal = old, internal = false }: RefreshOptions = {},
  ) {
    this.urn = goal.urn;
    this.goal = goal;
    // A refresh that fails must not look like a resource that is gone.
    this.new = goal;
    this.persisted = onRefreshed !== undefined;
    this.internal = internal;
    this.onRefreshed = onRefreshed;
  }

  get diffs(): readonly string[] {
    return this.diff.changedKeys;
  }

  get detailedDiff(): Step["detailedDiff"] {
    return this.diff.detailed;
  }

  get resultOp(): StepOp {
    if (this.new === undefined) return "delete";
    const isSame = this.old.external ? isEqual(this.old.outputs, this.new.outputs) : this.diff.changes === "none";
    return this.new === this.old || isSame ? "same" : "update";
  }

  async apply(): Promise<void> {
    const { old } = this;
    if (!old.custom || isProviderType(old.type) || old.pendingReplacement) {
      if (this.persisted) this.new = copyState(old);
      return;
    }
    const provider = this.deployment.providerOf(this.goal);
    const { id, outputs, inputs = old.inputs } = await provider.read(old);
    if (id === "") {
      this.new = undefined;
      return;
    }
    const now = { ...copyState(this.goal), id, inputs, outputs, initErrors: [] };
    this.new = now;
    if (!isEqual(inputs, old.inputs) || !isEqual(outputs, old.outputs)) now.modified = new Date().toISOString();
    if (old.external) return;
    // What the next update would change, seen from the other side.
    const undoing = { urn: old.urn, id, oldInputs: inputs, oldOutputs: outputs, newInputs: old.inputs };
    const diff = await diffResource(this.deployment.journal, provider, undoing, old.ignoreChanges);
    this.diff = { ...diff, detailed: diff.detailed && invert(diff.detailed) };
  }

  complete(): void {
    this.onRefreshed?.(this.new);
  }
}
