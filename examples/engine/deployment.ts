import type { ResourceState } from "./checkpoint";
import type { Display, Op, Step } from "./display";
import type { DynamicProvider } from "./provider";
import { messageOf } from "./servers";
import { createUrn, parseUrn, type Scope } from "./urn";
import { diffText, isEqual, type Properties } from "./values";

/** What a program wants a resource to be. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string;
  readonly inputs: Properties;
  readonly deleteBeforeReplace?: boolean;
}

/** Ends an operation whose failure has been said; the message is what is left to say. */
class Stop extends Error {}

/** Makes a stack what its program says, one resource after the other. */
export class Deployment {
  private done: readonly ResourceState[] = [];

  /**
   * @param left - the resources of the stack; of them remains what has not been come to yet.
   * @param save - keeps the stack as it is now.
   */
  constructor(
    private readonly scope: Scope,
    private readonly isPreview: boolean,
    private readonly provider: DynamicProvider,
    private readonly display: Display,
    private left: readonly ResourceState[],
    private readonly save: (resources: readonly ResourceState[]) => void,
  ) {}

  /** What has been dealt with, then what has not been come to yet. */
  get resources(): readonly ResourceState[] {
    return [...this.done, ...this.left];
  }

  async register({ name, deleteBeforeReplace, ...goal }: Goal): Promise<ResourceState> {
    const urn = createUrn(this.scope, goal.type, name, goal.parent);
    if (this.done.some((resource) => resource.urn === urn)) {
      throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    const old = this.left.find((resource) => resource.urn === urn && !resource.delete);
    const wanted = { ...goal, urn, id: "", outputs: {}, initErrors: [], delete: false };
    if (!goal.custom) return old === undefined ? this.create("create", wanted) : this.keep(old, goal.inputs);
    const inputs = await this.check(urn, old?.inputs ?? {}, goal.inputs);
    if (old === undefined) return this.create("create", { ...wanted, inputs });
    const { changes, replaces, ...diff } = await this.diff(old, inputs);
    if (changes && replaces.length > 0) {
      const anew = { ...wanted, inputs: await this.check(urn, {}, goal.inputs) };
      return this.replace(old, anew, deleteBeforeReplace ?? diff.deleteBeforeReplace);
    }
    return changes || old.initErrors.length > 0 ? this.update(old, inputs) : this.keep(old, inputs);
  }

  /** Outputs of a component or of the stack. */
  setOutputs(urn: string, outputs: Properties): void {
    this.done = this.done.map((resource) => (resource.urn === urn ? { ...resource, outputs } : resource));
    this.saveAll();
  }

  /** Deletes what the program has not registered and what was replaced, dependants first. */
  async deleteRest(): Promise<void> {
    for (const old of [...this.left].reverse()) await this.delete(old, old.delete ? "delete-replaced" : "delete");
  }

  /** Brings the state up to date with what is really there. */
  async refresh(): Promise<void> {
    for (const old of this.left) {
      if (old.custom && !old.delete) await this.refreshOne(old);
    }
  }

  private async check(urn: string, olds: Properties, news: Properties): Promise<Properties> {
    const { inputs, failures } = await this.orStop(urn, "", () => this.provider.check(olds, news));
    const { qualifiedType, name } = parseUrn(urn);
    for (const { property, reason } of failures) {
      const subject = `${qualifiedType} resource '${name}'${property === "" ? "" : `: property ${property}`}`;
      this.display.say("error", `${subject} has a problem: ${reason}`, urn);
    }
    if (failures.length > 0) throw new Stop("");
    return inputs;
  }

  private async diff(old: ResourceState, news: Properties) {
    const diff = await this.orStop(old.urn, "", () => this.provider.diff(old, news));
    return { ...diff, changes: diff.changes ?? !isEqual(old.inputs, news) };
  }

  private keep(old: ResourceState, inputs: Properties): Promise<ResourceState> {
    return this.act(stepOf("same", old), () => Promise.resolve(this.settle({ ...old, inputs }, old)));
  }

  /** In a preview the inputs stand for the outputs: the provider takes no part in it. */
  private create(op: Op, now: ResourceState, replaced?: ResourceState): Promise<ResourceState> {
    return this.act(stepOf(op, now, replaced), async () => {
      const planned = { outputs: now.custom ? now.inputs : {} };
      const written = this.isPreview || !now.custom ? planned : await this.provider.create(now);
      this.left = this.left.map((resource) => (resource === replaced ? { ...resource, delete: true } : resource));
      return this.settle({ ...now, ...written });
    });
  }

  /** An update that leaves something undone has not brought about the new inputs. */
  private update(old: ResourceState, inputs: Properties): Promise<ResourceState> {
    return this.act(stepOf("update", { ...old, inputs }, old), async () => {
      const written = this.isPreview ? { outputs: inputs, initErrors: [] } : await this.provider.update(old, inputs);
      return this.settle({ ...old, ...written, inputs: written.initErrors.length > 0 ? old.inputs : inputs }, old);
    });
  }

  private async replace(old: ResourceState, now: ResourceState, isDeletedFirst: boolean): Promise<ResourceState> {
    if (isDeletedFirst) await this.delete(old, "delete-replaced");
    const created = await this.create("create-replacement", now, old);
    await this.act(stepOf("replace", now, old), () => Promise.resolve());
    return created;
  }

  private delete(old: ResourceState, op: Op): Promise<void> {
    return this.act(stepOf(op, old), async () => {
      if (old.custom && !this.isPreview) await this.provider.delete(old);
      this.left = this.left.filter((resource) => resource !== old);
    });
  }

  /** What the next update would change is what has changed outside. */
  private refreshOne(old: ResourceState): Promise<void> {
    const step = stepOf("refresh", old);
    return this.act(step, async () => {
      const now = { ...old, ...(await this.provider.read(old)), initErrors: [] };
      const isGone = now.id === "";
      step.outcome = isGone ? "delete" : (await this.diff(now, old.inputs)).changes ? "update" : "same";
      step.text = diffText(old.inputs, now.inputs);
      this.left = this.left.flatMap((resource) => (resource === old ? (isGone ? [] : [now]) : [resource]));
    });
  }

  /** Puts a resource among those that have been dealt with, in the place of what it was. */
  private settle(now: ResourceState, old?: ResourceState): ResourceState {
    this.left = this.left.filter((resource) => resource !== old);
    this.done = [...this.done, now];
    const { length } = now.initErrors;
    if (length === 0) return now;
    const reasons = now.initErrors.map((reason) => `\t* ${reason}`).join("\n");
    throw new Error(`${length} error${length === 1 ? "" : "s"} occurred:\n${reasons}`);
  }

  private async act<Result>(step: Step, work: () => Promise<Result>): Promise<Result> {
    this.display.begin(step);
    try {
      const result = await this.orStop(step.urn, `${this.isPreview ? "preview" : "update"} failed`, work);
      this.display.end(step);
      return result;
    } catch (error) {
      this.display.fail(step);
      throw error;
    } finally {
      this.saveAll();
    }
  }

  /** A failure ends the operation: it is said here, with its resource. */
  private async orStop<Result>(urn: string, ending: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Stop) throw error;
      this.display.say("error", messageOf(error), urn);
      throw new Stop(ending);
    }
  }

  private saveAll(): void {
    if (!this.isPreview) this.save(this.resources);
  }
}

function stepOf(op: Op, { urn, custom, inputs }: ResourceState, old?: ResourceState): Step {
  const text = old === undefined ? "" : diffText(old.inputs, inputs);
  return { op, urn, custom, text, outcome: op };
}
