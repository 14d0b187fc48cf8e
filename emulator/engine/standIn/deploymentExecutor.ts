import type { Deployment } from "./deployment";
import type { EventQueue } from "./eventQueue";
import { urnOf } from "./generation";
import { generateDeletes, heldBy, scheduleDeletes } from "./generateDeletes";
import type { ResourceState } from "./resourceState";
import type { ContinueEvent, OutputsEvent, SourceEvent } from "./sourceEvents";
import { Bail, resourceOf, type Step } from "./step";
import { StepExecutor } from "./stepExecutor";
import { type Executing, StepGenerator } from "./stepGenerator";
import { RefreshStep } from "./steps/refreshStep";
import { dependencyUrns } from "./resourceState";
import { copyMap } from "./values";

/** Deals with the events of a program until the state is what the program says. */
export class DeploymentExecutor implements Executing {
  private readonly executor: StepExecutor;
  private readonly generator: StepGenerator;
  private readonly skipped = new Set<string>();
  private awaited = 0;
  private isInterrupted = false;
  private stackOutputs: OutputsEvent | undefined;

  constructor(
    private readonly deployment: Deployment,
    private readonly events: EventQueue<SourceEvent>,
  ) {
    this.executor = new StepExecutor(deployment);
    this.generator = new StepGenerator(deployment, this);
  }

  /** Resolves to whether all went well; what did not was said. */
  async run(): Promise<boolean> {
    const finished = await this.guarded(() => this.dealWithEvents());
    await this.executor.idle();
    const hasFailed = this.executor.failed.length > 0 || this.generator.generation.sawError;
    if (this.stackOutputs !== undefined) this.recordOutputs(this.stackOutputs, !finished || hasFailed);
    if (!finished) return false;
    if (this.isInterrupted) this.sayEnd("canceled");
    else if (hasFailed) this.sayEnd("failed");
    return !hasFailed && !this.isInterrupted;
  }

  /** Begins nothing more; what has begun is finished. */
  interrupt(): void {
    this.isInterrupted = true;
    this.executor.cancel();
  }

  private sayEnd(how: "failed" | "canceled"): void {
    const { dryRun } = this.deployment.options;
    this.deployment.journal.say("error", `${dryRun ? "preview" : "update"} ${how}`);
  }

  async execute(steps: readonly Step[]): Promise<void> {
    for (const failed of this.executor.failed) this.skipped.add(resourceOf(failed).urn);
    const possible = steps.filter((step) => {
      const state = resourceOf(step);
      const isImpossible = [...dependencyUrns(state), state.parent].some((urn) => this.skipped.has(urn));
      if (!isImpossible) return true;
      step.skip?.();
      this.skipped.add(state.urn);
      return false;
    });
    if (possible.length > 0) await this.executor.submit(possible);
  }

  async defer<Result>(
    urn: string,
    work: () => Promise<Result>,
    then: (result: Result) => Promise<void>,
  ): Promise<void> {
    const resume = this.expectContinuation();
    await this.executor.run(async () => {
      const outcome = await work().then(
        (result) => () => then(result),
        (error: unknown) => () => Promise.reject(error instanceof Error ? error : new Error(String(error))),
      );
      resume({ kind: "continue", urn, run: outcome });
    });
  }

  expectContinuation(): (event: ContinueEvent) => void {
    this.awaited += 1;
    return (event) => {
      this.events.push(event);
    };
  }

  private async dealWithEvents(): Promise<void> {
    let hasEnded = false;
    while (!hasEnded || this.awaited > 0) {
      const event = await this.events.next(this.executor.cancelled);
      if (event === undefined) return;
      hasEnded ||= event.kind === "end";
      const goesOn = await this.guarded(() => this.dealWith(event), urnOfEvent(this.deployment, event));
      if (!goesOn) throw new Bail("");
    }
    await this.finish();
  }

  /** Whether the work was done; says what went wrong, unless it was said already, and stops everything otherwise. */
  private async guarded(work: () => Promise<void>, urn = ""): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Bail)) {
        this.deployment.journal.say("error", error instanceof Error ? error.message : String(error), urn);
      }
      this.executor.cancel();
      return false;
    }
  }

  private async dealWith(event: SourceEvent): Promise<void> {
    switch (event.kind) {
      case "register":
        return this.generator.register(event);
      case "read":
        return this.generator.read(event);
      case "outputs":
        this.takeOutputs(event);
        return;
      case "continue":
        this.awaited -= 1;
        return event.run();
      case "end":
        if (event.error !== undefined) throw event.error.message === "" ? new Bail("") : event.error;
    }
  }

  /** Outputs of the stack are settled in the end, when it is known whether all went well. */
  private takeOutputs(event: OutputsEvent): void {
    if (event.urn.includes("::pulumi:pulumi:Stack::")) this.stackOutputs = event;
    else this.recordOutputs(event, false);
    event.done();
  }

  /** After a failure an output that is missing may just not have been reached. */
  private recordOutputs({ urn, outputs }: OutputsEvent, keepsOld: boolean): void {
    const step = this.executor.executed.get(urn);
    if (step?.new === undefined) {
      throw new Error(`cannot complete a resource '${urn}' whose registration isn't pending`);
    }
    this.executor.executed.delete(urn);
    if (step.skippedCreate === true) return;
    const former = keepsOld ? (this.deployment.olds.get(urn)?.outputs ?? {}) : {};
    step.new.outputs = { ...copyMap(former), ...outputs };
    this.deployment.snapshot.changed();
  }

  /** What is left to do when the program has registered everything. */
  private async finish(): Promise<void> {
    const missing = this.missingTargets();
    await this.executor.idle();
    if (this.deployment.options.refreshOnly) await this.refreshRest();
    else await this.deleteRest().catch(unlessSaid);
    if (missing) throw new Bail("one or more targets could not be found in the stack");
  }

  private missingTargets(): boolean {
    const { options, journal } = this.deployment;
    const missing = [...options.targets].filter(
      (urn) => !this.deployment.isKnown(urn) && !this.generator.generation.urns.has(urn),
    );
    for (const urn of missing) journal.say("error", missingTarget(urn));
    return missing.length > 0;
  }

  private async deleteRest(): Promise<void> {
    const { sames, deletes } = await generateDeletes(this.generator);
    if (sames.length > 0) await (await this.executor.submit(sames)).finished;
    for (const group of scheduleDeletes(this.generator, deletes)) {
      const held = heldBy(this.deployment, this.executor.failed);
      await this.executor.runParallel(group.filter(({ old }) => old === undefined || !held.has(old)));
    }
  }

  private async refreshRest(): Promise<void> {
    const { options, registry, resources } = this.deployment;
    const steps = resources
      .filter(({ urn }) => !this.generator.generation.isOperatedOn(urn))
      .filter(({ urn }) => options.targets.size === 0 || options.targets.has(urn))
      .map((resource) => {
        registry.ensure(resource.provider, resources);
        this.generator.generation.refreshes.add(resource.urn);
        return new RefreshStep(this.deployment, resource);
      });
    await this.executor.runParallel(steps);
    this.deployment.rebuild(
      new Map(steps.map((step): [ResourceState, ResourceState | undefined] => [step.old, step.new])),
    );
  }
}

/** A deletion that was refused has been said and counts as an error; what was registered stays. */
function unlessSaid(error: unknown): void {
  if (!(error instanceof Bail)) throw error;
}

export function missingTarget(urn: string): string {
  const hint = urn.includes("$") ? "" : " Did you forget to escape $ in your shell?";
  return `Target '${urn}' could not be found in the stack.${hint}`;
}

function urnOfEvent(deployment: Deployment, event: SourceEvent): string {
  switch (event.kind) {
    case "register":
      return urnOf(deployment, event.goal);
    case "read":
      return urnOf(deployment, event);
    case "outputs":
    case "continue":
      return event.urn;
    case "end":
      return "";
  }
}
