import type { Deployment } from "./deployment";
import { ignoring } from "./diffResource";
import { formatValue } from "./formatValue";
import { type Found, Generation } from "./generation";
import { generateChange } from "./generateChange";
import { dependsOnSkipped, isTargeted, isTargetedReplace, untargetedSteps, validateTargets } from "./generateTargets";
import type { CheckFailure, Provider } from "./provider";
import { copyState, newState, type ResourceState } from "./resourceState";
import type { ContinueEvent, Goal, ReadEvent, RegisterEvent } from "./sourceEvents";
import { Bail, type Step } from "./step";
import { createStep, replaceStep } from "./steps/createStep";
import { readStep, timesOf } from "./steps/readStep";
import { RefreshStep } from "./steps/refreshStep";
import { sameStep, skippedCreateStep } from "./steps/sameStep";
import { isProviderType, stackType } from "./urn";
import { copyMap } from "./values";

/** What step generation needs of whoever executes the steps. */
export interface Executing {
  /** Executes steps, when it is their turn. */
  execute(steps: readonly Step[]): Promise<void>;
  /** Does something on a worker's time; what comes of it is dealt with like another event of the program. */
  defer<Result>(urn: string, work: () => Promise<Result>, then: (result: Result) => Promise<void>): Promise<void>;
  /** Makes the operation wait for an event of the engine's own. */
  expectContinuation(): (event: ContinueEvent) => void;
}

/** A registration, with the resource of the state that it is about. */
export interface Registration {
  readonly event: RegisterEvent;
  readonly goal: Goal;
  readonly urn: string;
  readonly old: ResourceState | undefined;
  readonly now: ResourceState;
  readonly isInvalid: boolean;
}

/** Turns what the program registers into steps. */
export class StepGenerator {
  readonly generation: Generation;

  constructor(
    readonly deployment: Deployment,
    private readonly executing: Executing,
  ) {
    this.generation = new Generation(deployment);
  }

  async register(event: RegisterEvent): Promise<void> {
    const { goal } = event;
    const urn = this.generation.claimUrn(goal);
    const found = this.generation.find(urn, goal, goal.aliases);
    const now = goalState(goal, urn, found);
    const registration = { event, goal, urn, old: found.old, now, isInvalid: found.isInvalid };
    const { refresh, refreshProgram } = this.deployment.options;
    if (refresh && refreshProgram && found.old !== undefined && isTargeted(this.deployment, found.old)) {
      await this.refreshFirst(registration, found.old);
    } else {
      await this.proceed(registration);
    }
  }

  async read(event: ReadEvent): Promise<void> {
    const { deployment, generation } = this;
    const urn = generation.claimUrn(event);
    const { old, alias } = generation.find(urn, event, []);
    if (event.id === "") throw new Error(`Expected an ID for ${urn}`);
    const now = newState({
      urn,
      type: event.type,
      custom: true,
      external: true,
      id: event.id,
      inputs: event.properties,
      parent: event.parent,
      provider: event.provider,
      dependencies: [...event.dependencies],
      additionalSecretOutputs: [...event.additionalSecretOutputs],
      aliases: alias === undefined ? [] : [alias],
    });
    if (old !== undefined && !old.external && old.id !== event.id) {
      generation.replaces.add(urn);
      await this.execute([readStep(deployment, event, old, now, { replacing: true }), replaceStep(old, now)]);
      return;
    }
    if (deployment.options.destroyProgram) generation.toDelete.push(now);
    generation.reads.add(urn);
    await this.execute([readStep(deployment, event, old, now)]);
  }

  private async execute(steps: readonly Step[]): Promise<void> {
    const waiting = this.generation.waitingSames.splice(0).filter(({ urn }) => !this.generation.hasStep(urn));
    for (const { urn } of waiting) {
      this.generation.urns.add(urn);
      this.generation.sames.add(urn);
    }
    const all = [...waiting, ...steps];
    validateTargets(this.deployment, this.generation, all);
    await this.executing.execute(all);
  }

  private async refreshFirst(registration: Registration, old: ResourceState): Promise<void> {
    const { goal, urn, now } = registration;
    const resume = this.executing.expectContinuation();
    const onRefreshed = (state: ResourceState | undefined): void => {
      if (state !== undefined) {
        this.deployment.graph.alias(state, old);
        this.generation.refreshed.set(old, state);
      }
      resume({ kind: "continue", urn, run: () => this.proceed({ ...registration, old: state }) });
    };
    this.generation.refreshes.add(urn);
    const internal = !goal.custom || isProviderType(goal.type);
    const step = new RefreshStep(this.deployment, old, { onRefreshed, goal: now, internal });
    await this.executing.execute([step]);
  }

  /** Goes on once it is known what the resource was. */
  private async proceed(registration: Registration): Promise<void> {
    const { refreshOnly, destroyProgram } = this.deployment.options;
    if (refreshOnly && this.leaveAsRefreshed(registration)) return;
    if (refreshOnly && this.isOnlyRefreshed(registration)) {
      await this.execute([this.skippedCreate(registration)]);
    } else if (destroyProgram && this.isOnlyDestroyed(registration)) {
      await this.execute([this.stepBeforeDestroying(registration)]);
    } else {
      if (destroyProgram) this.generation.toDelete.push(registration.now);
      await this.checkAndChange(registration);
    }
  }

  private isManaged({ goal }: Registration): boolean {
    return goal.custom && !isProviderType(goal.type);
  }

  private isOnlyRefreshed(registration: Registration): boolean {
    return this.isManaged(registration) || dependsOnSkipped(this.generation, registration.now);
  }

  /** A refreshed resource is given to the program as it is. */
  private leaveAsRefreshed(registration: Registration): boolean {
    const { old, event } = registration;
    if (old === undefined || !this.isOnlyRefreshed(registration)) return false;
    event.done({ state: old, outcome: "success" });
    return true;
  }

  private isOnlyDestroyed(registration: Registration): boolean {
    return this.isManaged(registration) || dependsOnSkipped(this.generation, registration.now);
  }

  private stepBeforeDestroying(registration: Registration): Step {
    const { event, urn, old, now } = registration;
    if (old === undefined || dependsOnSkipped(this.generation, now)) {
      now.outputs = old?.outputs ?? {};
      return this.skippedCreate(registration);
    }
    this.generation.sames.add(urn);
    this.generation.toDelete.push(now);
    now.inputs = old.inputs;
    return sameStep(this.deployment, event, old, now);
  }

  private skippedCreate({ event, urn, now }: Registration): Step {
    this.generation.skippedCreates.add(urn);
    return skippedCreateStep(event, now);
  }

  private async checkAndChange(registration: Registration): Promise<void> {
    const { deployment, generation } = this;
    const { event, goal, urn, old, now } = registration;
    const provider = this.providerFor(registration);
    const isIncluded = isProviderType(goal.type) || goal.type === stackType || isTargeted(deployment, now);
    const isRecreated = generation.deletes.has(urn);
    const startsAfresh = isRecreated || old === undefined || old.external || isTargetedReplace(deployment, urn, old);
    const isValid = await this.check(registration, provider, isIncluded, startsAfresh);
    if (!isValid || registration.isInvalid) throw new Bail(`resource ${urn} is invalid`);

    if (isRecreated && old !== undefined) {
      generation.deletes.delete(urn);
      generation.replaces.add(urn);
      await this.execute([replaceStep(old, now), createStep(deployment, event, now, { old, deleteLater: false })]);
    } else if (old?.external === true) {
      generation.creates.add(urn);
      await this.execute([createStep(deployment, event, now, { old, deleteLater: true }), replaceStep(old, now)]);
    } else if (!isIncluded) {
      if (old === undefined) generation.sames.add(urn);
      await this.execute(
        old === undefined
          ? [this.skippedCreate(registration)]
          : untargetedSteps(deployment, generation, urn, old, event),
      );
    } else if (old === undefined) {
      generation.creates.add(urn);
      await this.execute([createStep(deployment, event, now)]);
    } else {
      await generateChange(this, { ...registration, old, provider }, this.executing, (steps) => this.execute(steps));
    }
  }

  /** Lets the provider check the inputs, and takes over what it makes of them. */
  private async check(
    { goal, urn, old, now }: Registration,
    provider: Provider | undefined,
    isIncluded: boolean,
    startsAfresh: boolean,
  ): Promise<boolean> {
    if (provider === undefined) {
      if (old !== undefined) now.inputs = this.ignoring(urn, now, old, goal);
      return true;
    }
    if (!isIncluded) {
      if (old !== undefined) now.inputs = copyMap(old.inputs);
      return true;
    }
    const isAfresh = startsAfresh || old === undefined;
    const request = isAfresh
      ? { urn, news: goal.properties }
      : { urn, olds: old.inputs, news: this.ignoring(urn, now, old, goal) };
    const { inputs, failures } = await provider.check(request);
    const isValid = this.reportFailures(now, failures);
    now.inputs = inputs;
    return isValid;
  }

  private ignoring(urn: string, now: ResourceState, old: ResourceState, goal: Goal) {
    return ignoring(this.deployment.journal, urn, now.inputs, old.inputs, goal.ignoreChanges);
  }

  /** Says what is wrong with a resource's inputs. A value is shown as the program gave it. */
  reportFailures({ urn, type, inputs }: ResourceState, failures: readonly CheckFailure[]): boolean {
    const name = urn.split("::").slice(3).join("::");
    for (const { property, reason } of failures) {
      const subject = `${type} resource '${name}'`;
      const value = Object.hasOwn(inputs, property) ? inputs[property] : undefined;
      this.generation.error(
        property === ""
          ? `${subject} has a problem: ${reason}`
          : `${subject}: property ${property} value ${formatValue(value)} has a problem: ${reason}`,
        urn,
      );
    }
    return failures.length === 0;
  }

  private providerFor({ goal, urn }: Registration): Provider | undefined {
    const { registry, resources } = this.deployment;
    if (!goal.custom) return undefined;
    if (isProviderType(goal.type)) return registry;
    const known = registry.get(goal.provider);
    if (known !== undefined) return known;
    const state = resources.find(({ urn: other, id }) => `${other}::${id}` === goal.provider);
    if (state === undefined) this.generation.bail(`unknown provider '${goal.provider}' for resource '${urn}'`, urn);
    registry.load(state);
    const now = { ...copyState(state), id: "" };
    this.generation.waitingSames.push(sameStep(this.deployment, undefined, state, now, { isTargeted: false }));
    return registry.get(goal.provider);
  }
}

function goalState(goal: Goal, urn: string, { old, alias }: Found): ResourceState {
  return newState({
    urn,
    type: goal.type,
    custom: goal.custom,
    inputs: goal.properties,
    parent: goal.parent,
    provider: goal.provider,
    protect: goal.protect,
    retainOnDelete: goal.retainOnDelete,
    dependencies: [...goal.dependencies],
    propertyDependencies: Object.fromEntries(
      Object.entries(goal.propertyDependencies).map(([name, urns]) => [name, [...urns]]),
    ),
    additionalSecretOutputs: [...goal.additionalSecretOutputs],
    ignoreChanges: [...goal.ignoreChanges],
    replaceOnChanges: [...goal.replaceOnChanges],
    aliases: alias === undefined ? [] : [alias],
    ...(goal.customTimeouts === undefined ? {} : { customTimeouts: goal.customTimeouts }),
    ...(old === undefined ? {} : timesOf(old)),
  });
}
