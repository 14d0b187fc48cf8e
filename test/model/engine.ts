import type { Callbacks, Properties } from "./callbacks";
import type { Checkpoint, Goal, Resource } from "./checkpoint";
import { type Chain, StepGenerator, withProvider } from "./engineSteps";
import type { Order } from "./history";
import { failedDependency, type Problem, problemsOf } from "./problems";

export interface UpdateOptions {
  readonly order: Order;
  /** A failed resource stops only those that depend on it. */
  readonly continues: boolean;
  /** The program looks ahead, for all links before the first is registered. */
  readonly looksAhead: boolean;
  /** URNs of resources, other than links, that fail. */
  readonly failing: readonly string[];
  /** URN of a resource to be replaced whatever diff says. */
  readonly replace: string | undefined;
  /** URNs of the option `--target`: no other resource is called. */
  readonly targets?: readonly string[];
}

/** What the engine does with the resources of one program, in the order in which the real one does it. */
export class Engine {
  constructor(
    private readonly checkpoint: Checkpoint,
    private readonly callbacks: Callbacks,
    private readonly lookAhead: (inputs: Properties) => Promise<Properties>,
  ) {}

  /** Decides on every step and runs none. */
  async preview(goals: readonly Goal[], options: UpdateOptions): Promise<readonly Problem[]> {
    const generator = new StepGenerator(this.checkpoint, this.callbacks, options.replace);
    for (const goal of inOrder(await this.declared(goals, options))) {
      const problems = await problemsOf(goal.urn, () => generator.generate(goal));
      if (problems.length > 0) return problems;
    }
    return [];
  }

  /** Creates, updates and replaces what the program declares, then deletes what it no longer declares. */
  async update(goals: readonly Goal[], options: UpdateOptions): Promise<readonly Problem[]> {
    // With an alias, a resource has its old name in state until a step of its own has succeeded.
    const declared = goals.map((goal) => [goal.urn, this.checkpoint.current(goal)?.urn]);
    const { targets } = options;
    const targeted = goals.filter(({ urn }) => targets?.includes(urn) ?? true);
    const { problems, failed, isEnded } = await this.runProgram(targeted, options);
    if (isEnded || (problems.length > 0 && !options.continues)) return problems;
    const kept = new Set(declared.flat());
    const doomed = this.among(targets).filter((resource) => resource.delete || !kept.has(resource.urn));
    return [...problems, ...(await this.deleteAll(doomed, this.dependenciesOf(failed)))];
  }

  private async runProgram(goals: readonly Goal[], options: UpdateOptions) {
    const { order, continues, failing, replace, looksAhead } = options;
    const generator = new StepGenerator(this.checkpoint, this.callbacks, replace);
    const declared = await this.declared(goals, { looksAhead });
    const problems: Problem[] = [];
    const failed = new Set<string>();
    const lost = new Set<string>();
    let waiting: Chain[] = [];
    const runWaiting = async (): Promise<void> => {
      const chains = order === "reversed" ? [...waiting].reverse() : waiting;
      waiting = [];
      for (const chain of chains) {
        const found = await runChain(chain, lost);
        for (const { urn } of found) failed.add(urn);
        problems.push(...found);
      }
      for (const urn of failed) lost.add(urn);
    };
    for (const goal of inOrder(declared)) {
      const { urn, dependsOn } = goal;
      if (dependsOn.length > 0) await runWaiting();
      const broken = dependsOn.filter((one) => failing.includes(one) && !lost.has(one));
      for (const one of broken) lost.add(one);
      problems.push(...broken.map(failedDependency));
      if (problems.length > 0 && !continues) break;
      const refused = await problemsOf(urn, async () => void waiting.push(await generator.generate(goal)));
      // What is registered already runs to its end.
      if (refused.length > 0) {
        await runWaiting();
        return { problems: [...refused, ...problems], failed, isEnded: true };
      }
      if (order === "one by one") await runWaiting();
    }
    await runWaiting();
    return { problems, failed, isEnded: false };
  }

  /** What the program hands to the engine: a resource that depends on another one is not looked at ahead. */
  private async declared(
    goals: readonly Goal[],
    { looksAhead }: Pick<UpdateOptions, "looksAhead">,
  ): Promise<readonly Goal[]> {
    if (!looksAhead) return goals;
    const isAlone = ({ dependsOn }: Goal): boolean => dependsOn.length === 0;
    const look = async (goal: Goal): Promise<Goal> => ({ ...goal, inputs: await this.lookAhead(goal.inputs) });
    return await Promise.all(goals.map((goal) => (isAlone(goal) ? look(goal) : Promise.resolve(goal))));
  }

  /** Deletes what depends on others first, and keeps what a resource that failed depends on. */
  private async deleteAll(doomed: readonly Resource[], needed: readonly string[]): Promise<readonly Problem[]> {
    const problems: Problem[] = [];
    const kept = new Set(needed);
    const isNeeded = ({ urn }: Resource): boolean => doomed.some(({ dependsOn }) => dependsOn.includes(urn));
    const ordered = [...doomed].reverse();
    for (const resource of [...ordered.filter((one) => !isNeeded(one)), ...ordered.filter(isNeeded)]) {
      if (kept.has(resource.urn)) continue;
      const isGone = resource.pendingReplacement && !resource.delete;
      const failures = await problemsOf(resource.urn, async () => {
        if (!isGone) await this.callbacks.delete(resource.id, resource.outputs);
        this.checkpoint.drop(resource);
      });
      for (const urn of failures.length > 0 ? resource.dependsOn : []) kept.add(urn);
      problems.push(...failures);
    }
    return problems;
  }

  private dependenciesOf(failed: ReadonlySet<string>): readonly string[] {
    return this.checkpoint.resources.filter(({ urn }) => failed.has(urn)).flatMap(({ dependsOn }) => dependsOn);
  }

  /** Deletes everything, or the targets. */
  async destroy(targets?: readonly string[]): Promise<readonly Problem[]> {
    return await this.deleteAll(this.among(targets), []);
  }

  private among(targets: readonly string[] | undefined): readonly Resource[] {
    return this.checkpoint.resources.filter(({ urn }) => targets?.includes(urn) ?? true);
  }

  /** Stores what the provider reads, and asks for the difference, for display. */
  async refresh(): Promise<readonly Problem[]> {
    const problems: Problem[] = [];
    for (const resource of this.checkpoint.resources.filter((one) => !one.pendingReplacement)) {
      problems.push(...(await problemsOf(resource.urn, () => this.refreshOne(resource))));
    }
    return problems;
  }

  private async refreshOne(resource: Resource): Promise<void> {
    const { id = "", props, inputs = resource.inputs } = await this.callbacks.read(resource.id, resource.outputs);
    if (id === "" || props === undefined) return this.checkpoint.drop(resource);
    const outputs = withProvider(props, resource.outputs);
    await this.callbacks.diff(id, outputs, resource.inputs);
    this.checkpoint.change(resource, { id, inputs, outputs, initErrors: [] });
  }
}

async function runChain(chain: Chain, lost: Set<string>): Promise<readonly Problem[]> {
  for (const { urn, dependsOn, run } of chain) {
    if (dependsOn.some((one) => lost.has(one))) {
      lost.add(urn);
      return [];
    }
    const problems = await problemsOf(urn, run);
    if (problems.length > 0) return problems;
  }
  return [];
}

/** A program registers a resource after those that it depends on. */
function inOrder(goals: readonly Goal[]): readonly Goal[] {
  const isFirst = ({ dependsOn }: Goal): boolean => !goals.some(({ urn }) => dependsOn.includes(urn));
  return [...goals.filter(isFirst), ...goals.filter((goal) => !isFirst(goal))];
}
