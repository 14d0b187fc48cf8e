import { CallbackError, type Callbacks, type Properties } from "./callbacks";
import type { Checkpoint, Goal, Resource } from "./checkpoint";
import { Refused } from "./problems";
import { demand } from "./violation";
import { unknownValue } from "../../provider/runtime/wire";

export interface EngineStep {
  readonly urn: string;
  /** URNs that it waits for: when one of them failed, the step is skipped. */
  readonly dependsOn: readonly string[];
  readonly run: () => Promise<void>;
}

/** The steps for one resource, in order; the first that fails ends them. */
export type Chain = readonly EngineStep[];

/** Asks the provider what is to be done for a resource of the program, and makes the steps that do it. */
export class StepGenerator {
  constructor(
    private readonly checkpoint: Checkpoint,
    private readonly callbacks: Callbacks,
    /** URN of a resource to be replaced whatever diff says. */
    private readonly replace: string | undefined,
  ) {}

  async generate(goal: Goal): Promise<Chain> {
    const { urn, dependsOn } = goal;
    const old = this.checkpoint.current(goal);
    const news = withIgnored(goal, old);
    if (old === undefined) return [this.creation(goal, await this.check(goal, {}, news), undefined)];
    if (old.tainted || this.replace === urn) return this.replacement(goal, await this.check(goal, {}, news), old);
    const inputs = await this.check(goal, old.inputs, news);
    const { changes, replaces = [] } = await this.callbacks.diff(old.id, old.outputs, inputs);
    if (replaces.length === 0) demandIdentityOf(old, inputs);
    const isReplaced = replaces.length > 0 || goal.replaceOnChanges;
    if ((changes && isReplaced) || old.pendingReplacement) {
      return this.replacement(goal, await this.check(goal, {}, news), old);
    }
    if (changes || old.initErrors.length > 0) {
      return [{ urn, dependsOn, run: () => this.update(goal, old, inputs) }];
    }
    const keep = (): void => void this.checkpoint.change(old, { urn, inputs, dependsOn });
    return [{ urn, dependsOn, run: () => Promise.resolve(keep()) }];
  }

  private async check(goal: Goal, olds: Properties, news: Properties): Promise<Properties> {
    const { inputs, failures } = await this.callbacks.check(olds, news);
    if (failures.length === 0) return inputs;
    const { urn } = goal;
    throw new Refused(failures.map(({ reason }) => ({ urn, message: reason, isCheckFailure: true })));
  }

  private replacement(goal: Goal, inputs: Properties, old: Resource): Chain {
    const { urn, deleteBeforeReplace } = goal;
    // Created first: the old one is deleted after the program has ended.
    if (!deleteBeforeReplace) return [this.creation(goal, inputs, () => this.checkpoint.change(old, { delete: true }))];
    let entry = old;
    const deletion = {
      urn,
      dependsOn: old.dependsOn,
      run: async () => {
        await this.callbacks.delete(old.id, old.outputs);
        entry = this.checkpoint.change(old, { pendingReplacement: true });
      },
    };
    const creation = this.creation(goal, inputs, () => this.checkpoint.drop(entry));
    return old.pendingReplacement ? [creation] : [deletion, creation];
  }

  private creation(goal: Goal, inputs: Properties, replaceOld: (() => void) | undefined): EngineStep {
    const { urn, dependsOn } = goal;
    const save = (id: string, outputs: Properties, initErrors: readonly string[]): void => {
      replaceOld?.();
      const flags = { delete: false, pendingReplacement: false, tainted: false };
      this.checkpoint.add({ urn, id, inputs, outputs, dependsOn, initErrors, ...flags });
    };
    const run = async (): Promise<void> => {
      try {
        const { id, outs } = await this.callbacks.create(inputs);
        save(id, withProvider(outs, inputs), []);
      } catch (error) {
        const partial = partialOf(error);
        if (partial !== undefined) save(partial.id, partial.properties, partial.reasons);
        throw error;
      }
    };
    return { urn, dependsOn, run };
  }

  private async update({ urn, dependsOn }: Goal, old: Resource, inputs: Properties): Promise<void> {
    try {
      const { outs } = await this.callbacks.update(old.id, old.outputs, inputs);
      this.checkpoint.change(old, { urn, inputs, outputs: withProvider(outs, inputs), dependsOn, initErrors: [] });
    } catch (error) {
      const partial = partialOf(error);
      // The old inputs stay.
      if (partial !== undefined) {
        this.checkpoint.change(old, { urn, outputs: partial.properties, initErrors: partial.reasons });
      }
      throw error;
    }
  }
}

/** What depends on the link must not see another identity where none replaces the old one. */
function demandIdentityOf({ id }: Resource, { tenantId, objectId }: Properties): void {
  const isOther = typeof objectId === "string" && objectId !== unknownValue && `${String(tenantId)}/${objectId}` !== id;
  demand(!isOther, `check names ${String(objectId)}, and diff does not replace ${id}`);
}

function partialOf(error: unknown): CallbackError["partial"] {
  return error instanceof CallbackError ? error.partial : undefined;
}

/** The process of the SDK adds what it leaves out of the outputs. */
export function withProvider(properties: Properties, from: Properties): Properties {
  return { ...properties, __provider: from["__provider"] };
}

function withIgnored({ inputs, ignoreChanges }: Goal, old: Resource | undefined): Properties {
  if (old === undefined) return inputs;
  const kept = Object.entries(inputs).filter(([key]) => !ignoreChanges.includes(key));
  const frozen = Object.entries(old.inputs).filter(([key]) => ignoreChanges.includes(key));
  return Object.fromEntries([...kept, ...frozen]);
}
