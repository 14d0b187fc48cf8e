import type { Deployment } from "./deployment";
import { Interruption } from "./eventQueue";
import { isInternal } from "./journal";
import { markSecretOutputs } from "./secretMarks";
import { PartialFailure, ProtectedError, resourceOf, type Step } from "./step";

/** A chain that was handed over. */
export interface Submitted {
  readonly finished: Promise<void>;
}

/**
 * Executes chains of steps, a limited number at a time. After a failure nothing begins any more, and what has begun is
 * finished.
 */
export class StepExecutor {
  /** The steps that were executed last by URN, for outputs that arrive later. */
  readonly executed = new Map<string, Step>();
  readonly failed: Step[] = [];
  /** Settles when nothing is to begin any more. */
  readonly cancelled = new Interruption();
  private readonly running = new Set<Promise<void>>();
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly deployment: Deployment,
    /** A refresh goes on with the other resources. */
    private readonly ignoresFailures = false,
  ) {}

  cancel(): void {
    this.cancelled.settle();
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** Waits until a worker is free, then lets it execute the steps one after the other. */
  submit(steps: readonly Step[]): Promise<Submitted> {
    return this.run(() => this.executeChain(steps));
  }

  /** Waits until a worker is free, then lets it do something else that takes its time. */
  async run(work: () => Promise<void>): Promise<Submitted> {
    while (this.running.size >= this.deployment.options.parallel && !this.cancelled.isSettled) await this.freeWorker();
    if (this.cancelled.isSettled) return { finished: Promise.resolve() };
    const finished = work().finally(() => {
      this.running.delete(finished);
      this.waiting.shift()?.();
    });
    this.running.add(finished);
    return { finished };
  }

  /** Executes steps side by side; resolves when all of them are through. */
  async runParallel(steps: readonly Step[]): Promise<void> {
    const submitted: Submitted[] = [];
    for (const step of steps) submitted.push(await this.submit([step]));
    await Promise.all(submitted.map(({ finished }) => finished));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private freeWorker(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private async executeChain(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (this.cancelled.isSettled) return;
      try {
        await this.execute(step);
      } catch (error) {
        this.failed.push(step);
        if (!this.ignoresFailures && !(error instanceof ProtectedError)) this.cancel();
        return;
      }
    }
  }

  private async execute(step: Step): Promise<void> {
    const { journal, snapshot } = this.deployment;
    journal.stepStarted(step);
    const begun = snapshot.begin(step);
    const failure = await errorOf(() => step.apply());
    this.remember(step, failure === undefined);
    if (failure === undefined) journal.stepFinished(step);
    else this.report(step, failure);
    snapshot.end(step, begun, failure === undefined || failure instanceof PartialFailure);
    if (failure !== undefined) throw failure;
    step.complete?.();
  }

  private remember(step: Step, succeeded: boolean): void {
    if (step.new === undefined || step.op === "replace") return;
    const { inputs, outputs, additionalSecretOutputs } = step.new;
    markSecretOutputs(outputs, inputs, additionalSecretOutputs);
    if (additionalSecretOutputs.includes("id")) {
      const message = "The 'id' property cannot be made secret. See pulumi/pulumi#2717 for more details.";
      this.deployment.journal.say("warning", message, step.urn);
    }
    if (succeeded && step.logical) this.executed.set(step.urn, step);
  }

  private report(step: Step, failure: Error): void {
    const { journal, options } = this.deployment;
    const message = options.dryRun ? `Preview failed: ${failure.message}` : failure.message;
    journal.say("error", message, isInternal(step) ? "" : resourceOf(step).urn);
    if (!options.dryRun) journal.stepFailed(step);
  }
}

async function errorOf(work: () => Promise<void>): Promise<Error | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
