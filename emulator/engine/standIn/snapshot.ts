import type { Checkpoint, PendingOperation } from "./deploymentFormat";
import { normaliseUrns } from "./normaliseUrns";
import type { ResourceState } from "./resourceState";
import type { Step } from "./step";

/** Writes a checkpoint away. */
export type Persist = (checkpoint: Checkpoint) => Promise<void>;

/** How much longer than a write the next one waits: large stacks are not written after every step. */
const patience = 4;

/**
 * The stack while an operation changes it: what the operation has dealt with, then what it has not come to yet.
 * Without `persist`, in a preview, nothing is kept.
 */
export class Snapshot {
  private readonly resources: ResourceState[] = [];
  private readonly done = new Set<ResourceState>();
  private readonly pending = new Set<PendingOperation>();
  private isDirty = false;
  private writing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private earliestWrite = 0;

  constructor(
    /** The resources that the operation began with; a refresh puts others in their place. */
    public base: readonly ResourceState[],
    private readonly interrupted: readonly PendingOperation[],
    private readonly persist: Persist | undefined,
  ) {}

  /** Notes that a step is about to act. */
  begin(step: Step): PendingOperation | undefined {
    const type = pendingTypes[step.op];
    const resource = type === "deleting" ? step.old : step.new;
    if (type === undefined || resource === undefined) return undefined;
    const operation = { resource, type };
    this.pending.add(operation);
    this.changed();
    return operation;
  }

  /** Notes what a step did, even where it did half of it. */
  end(step: Step, begun: PendingOperation | undefined, hasActed: boolean): void {
    if (begun !== undefined) this.pending.delete(begun);
    if (hasActed) this.record(step);
    this.changed();
  }

  /** Notes that something about a known resource changed. */
  changed(): void {
    this.isDirty = true;
    const { persist } = this;
    if (persist === undefined || this.timer !== undefined) return;
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.writing = this.write(persist);
      },
      Math.max(0, this.earliestWrite - Date.now()),
    );
  }

  checkpoint(): Checkpoint {
    const left = [...this.resources, ...this.base].filter((resource) => !this.done.has(resource));
    const interrupted = this.interrupted.filter(({ type }) => type === "creating");
    return { resources: normaliseUrns(left), pendingOperations: [...this.pending, ...interrupted] };
  }

  /** Resolves when everything is written. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.isDirty && this.persist !== undefined) this.writing = this.write(this.persist);
    await this.writing;
  }

  private record(step: Step): void {
    const { op, old, new: now } = step;
    if (op === "replace" || step.skippedCreate === true || (op === "refresh" && step.persisted !== true)) return;
    const isCreation = op === "create" || op === "create-replacement";
    const isGone = isCreation
      ? old?.pendingReplacement === true
      : !(op === "delete-replaced" && old?.pendingReplacement);
    if (old !== undefined && isGone) this.done.add(old);
    if (now !== undefined) this.resources.push(now);
  }

  /** One write at a time, the latest state last. */
  private async write(persist: Persist): Promise<void> {
    await this.writing;
    if (!this.isDirty) return;
    this.isDirty = false;
    const started = Date.now();
    await persist(this.checkpoint());
    this.earliestWrite = Date.now() + (Date.now() - started) * patience;
  }
}

const pendingTypes: Partial<Record<Step["op"], PendingOperation["type"]>> = {
  create: "creating",
  "create-replacement": "creating",
  update: "updating",
  delete: "deleting",
  "delete-replaced": "deleting",
  discard: "deleting",
  "discard-replaced": "deleting",
  read: "reading",
  "read-replacement": "reading",
};
