import { CallbackError, type Callbacks, type Properties } from "./callbacks";
import { collect, collectAll, type Problem, Refused } from "./problems";

/** A resource as the program registers it. */
export interface Goal {
  readonly urn: string;
  readonly aliases: readonly string[];
  readonly inputs: Properties;
  readonly ignoreChanges: readonly string[];
}

/** A resource as the checkpoint holds it. */
export interface Resource {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Replaced already, still to be deleted. */
  readonly delete: boolean;
  /** What its last create or update left undone: the next `up` calls update. */
  readonly initErrors: readonly string[];
}

/** The checkpoint: saved after each step, so that whatever breaks off keeps what was done before. */
export interface Checkpoint {
  resources: readonly Resource[];
}

interface Step {
  readonly urn: string;
  run(): Promise<void>;
}

export interface UpdateOptions {
  /** Registers every resource before the first step runs; else each step runs before the next resource is registered. */
  readonly eager: boolean;
  /** URN of a resource to be replaced whatever diff says. */
  readonly replace: string | undefined;
}

/** What the engine does with the resources of one program, in the order in which the real one does it. */
export class Engine {
  constructor(
    private readonly checkpoint: Checkpoint,
    private readonly callbacks: Callbacks,
  ) {}

  /** Decides on every step and takes none. */
  async preview(goals: readonly Goal[], options: UpdateOptions): Promise<readonly Problem[]> {
    return await collect(goals, async (goal) => {
      await this.generate(goal, options);
    });
  }

  /** Creates, updates and replaces what the program declares, then deletes what it does not. */
  async update(goals: readonly Goal[], options: UpdateOptions): Promise<readonly Problem[]> {
    const steps: Step[] = [];
    const problems = await collect(goals, async (goal) => {
      const step = await this.generate(goal, options);
      if (options.eager) steps.push(step);
      else await step.run();
    });
    const failed: Problem[] = [...problems];
    for (const step of steps) failed.push(...(await collect([step], (one) => one.run())));
    return failed.length > 0 ? failed : await this.deleteAllBut(goals);
  }

  /** Takes over into the checkpoint what the provider reads, and asks for the difference, for display. */
  async refresh(): Promise<readonly Problem[]> {
    const problems: Problem[] = [];
    for (const resource of this.checkpoint.resources) {
      problems.push(...(await collect([resource], () => this.refreshOne(resource))));
    }
    return problems;
  }

  private async refreshOne(resource: Resource): Promise<void> {
    const { id = "", props, inputs = resource.inputs } = await this.callbacks.read(resource.id, resource.outputs);
    if (id === "" || props === undefined) return this.replaceInState(resource);
    const refreshed = { ...resource, id, inputs, outputs: withProvider(props, resource.outputs), initErrors: [] };
    await this.callbacks.diff(id, refreshed.outputs, resource.inputs);
    this.replaceInState(resource, refreshed);
  }

  private async generate(goal: Goal, { replace }: UpdateOptions): Promise<Step> {
    const old = this.current(goal);
    const news = withIgnored(goal, old);
    if (old === undefined || replace === goal.urn) return this.creation(goal, await this.check(goal, {}, news), old);
    const inputs = await this.check(goal, old.inputs, news);
    const { changes, replaces = [] } = await this.callbacks.diff(old.id, old.outputs, inputs);
    if (changes && replaces.length > 0) return this.creation(goal, await this.check(goal, {}, news), old);
    const { urn } = goal;
    if (changes || old.initErrors.length > 0) return { urn, run: () => this.updateOne(goal, old, inputs) };
    return { urn, run: () => Promise.resolve(this.replaceInState(old, { ...old, urn, inputs })) };
  }

  private async check(goal: Goal, olds: Properties, news: Properties): Promise<Properties> {
    const { inputs, failures } = await this.callbacks.check(olds, news);
    if (failures.length === 0) return inputs;
    const { urn } = goal;
    throw new Refused(failures.map(({ reason }) => ({ urn, message: reason, isCheckFailure: true })));
  }

  private creation({ urn }: Goal, inputs: Properties, old: Resource | undefined): Step {
    const save = (id: string, outputs: Properties, initErrors: readonly string[]): void => {
      const created = { urn, id, inputs, outputs, delete: false, initErrors };
      if (old !== undefined) this.replaceInState(old, { ...old, urn, delete: true });
      this.checkpoint.resources = [...this.checkpoint.resources, created];
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
    return { urn, run };
  }

  private async updateOne({ urn }: Goal, old: Resource, inputs: Properties): Promise<void> {
    try {
      const { outs } = await this.callbacks.update(old.id, old.outputs, inputs);
      this.replaceInState(old, { ...old, urn, inputs, outputs: withProvider(outs, inputs), initErrors: [] });
    } catch (error) {
      const partial = partialOf(error);
      if (partial !== undefined) {
        this.replaceInState(old, { ...old, urn, outputs: partial.properties, initErrors: partial.reasons });
      }
      throw error;
    }
  }

  private async deleteAllBut(goals: readonly Goal[]): Promise<readonly Problem[]> {
    const kept = new Set(goals.map(({ urn }) => urn));
    const doomed = this.checkpoint.resources.filter((resource) => resource.delete || !kept.has(resource.urn));
    return await collectAll([...doomed].reverse(), async (resource) => {
      await this.callbacks.delete(resource.id, resource.outputs);
      this.replaceInState(resource);
    });
  }

  private current({ urn, aliases }: Goal): Resource | undefined {
    const live = this.checkpoint.resources.filter((resource) => !resource.delete);
    return [urn, ...aliases].map((name) => live.find((resource) => resource.urn === name)).find(Boolean);
  }

  private replaceInState(resource: Resource, ...replacement: readonly Resource[]): void {
    this.checkpoint.resources = this.checkpoint.resources.flatMap((one) => (one === resource ? replacement : [one]));
  }
}

function partialOf(error: unknown): CallbackError["partial"] {
  return error instanceof CallbackError ? error.partial : undefined;
}

function withProvider(properties: Properties, from: Properties): Properties {
  return { ...properties, __provider: from["__provider"] };
}

function withIgnored({ inputs, ignoreChanges }: Goal, old: Resource | undefined): Properties {
  if (old === undefined) return inputs;
  const kept = Object.entries(inputs).filter(([key]) => !ignoreChanges.includes(key));
  const frozen = Object.entries(old.inputs).filter(([key]) => ignoreChanges.includes(key));
  return Object.fromEntries([...kept, ...frozen]);
}
