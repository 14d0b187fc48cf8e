import { availableParallelism } from "node:os";
import type { ExportedStack, OperationOptions, OperationResult } from "../types";
import { stackOutputs } from "../stackOutputs";
import { hideConfigSecrets } from "./config";
import type { Checkpoint } from "./deploymentFormat";
import { Deployment, type DeploymentOptions } from "./deployment";
import { DeploymentExecutor } from "./deploymentExecutor";
import { Display } from "./display";
import { serveEngine } from "./engineServer";
import { EventQueue } from "./eventQueue";
import { Journal } from "./journal";
import { Monitor } from "./monitorServer";
import { pendingOperationsWarning } from "./pendingOperations";
import { startProgram } from "./programProcess";
import { ProviderRegistry } from "./providerRegistry";
import { refreshState, requireTargets } from "./refresh";
import { Snapshot, type Persist } from "./snapshot";
import type { SourceEvent } from "./sourceEvents";
import { Bail } from "./step";
import { printSummary } from "./summary";
import type { Surroundings } from "./surroundings";
import { createUrn, stackType } from "./urn";

export type OperationKind = "preview" | "up" | "refresh" | "destroy";

/** One operation, ready to run. */
export interface Operation {
  readonly kind: OperationKind;
  readonly options: OperationOptions;
  readonly surroundings: Omit<Surroundings, "engineAddress" | "messages">;
  readonly before: Checkpoint;
  readonly persist: Persist;
  readonly exportStack: () => Promise<ExportedStack>;
  readonly onOutput: (text: string) => void;
}

const titles: Record<OperationKind, string> = {
  preview: "Previewing update",
  up: "Updating",
  refresh: "Refreshing",
  destroy: "Destroying",
};

/** As `--expect-no-changes` names the operations. */
const expectationNames: Record<OperationKind, string> = {
  preview: "preview",
  up: "update",
  refresh: "refresh",
  destroy: "destroy",
};

/** Exit codes of the CLI. */
const failed = 1;
const changedUnexpectedly = 7;

/** Runs an operation to its end, and everything that it started with it. */
export async function runOperation(operation: Operation): Promise<OperationResult> {
  const { kind, surroundings, before, onOutput } = operation;
  const started = Date.now();
  const printed: string[] = [];
  const print = (line: string): void => {
    printed.push(`${line}\n`);
    onOutput(`${line}\n`);
  };
  const { project, stackName, config } = surroundings;
  const stackUrn = createUrn({ stack: stackName, project: project.name }, stackType, `${project.name}-${stackName}`);
  const display = new Display({ isPreview: kind === "preview", stackUrn, print });
  const journal = new Journal({
    watcher: display,
    hideSecrets: (text) => hideConfigSecrets(config, text),
    isRefresh: kind === "refresh",
  });
  print(`${titles[kind]} (${stackName}):`);
  print("    (engine stand-in, not the Pulumi CLI)");
  print("");
  const { succeeded, after } = await carryOut(operation, journal, print);
  const outputsIn = ({ resources }: Checkpoint) => resources.find(({ urn }) => urn === stackUrn)?.outputs;
  printSummary(
    display,
    {
      isPreview: kind === "preview",
      changes: journal.changes,
      outputs: { before: outputsIn(before), after: outputsIn(after) ?? {} },
      milliseconds: Date.now() - started,
    },
    print,
  );
  const exitCode = exitCodeOf(operation, journal, succeeded, print);
  const outputs = stackOutputs(await operation.exportStack());
  return { exitCode, steps: journal.steps, diagnostics: journal.diagnostics, outputs, output: printed.join("") };
}

function exitCodeOf(
  { kind, options }: Operation,
  journal: Journal,
  succeeded: boolean,
  print: (line: string) => void,
): number {
  if (!succeeded) return failed;
  if (options.expectNoChanges !== true || !journal.hasChanges()) return 0;
  print(`error: no changes were expected for ${expectationNames[kind]} but changes were proposed`);
  return changedUnexpectedly;
}

interface Outcome {
  readonly succeeded: boolean;
  readonly after: Checkpoint;
}

async function carryOut(operation: Operation, journal: Journal, print: (line: string) => void): Promise<Outcome> {
  const { surroundings, before, kind, persist } = operation;
  const unknownTarget = kind === "refresh" || kind === "destroy" ? targetNotIn(operation) : undefined;
  if (unknownTarget !== undefined) {
    print(`error: no resource named '${unknownTarget}' found`);
    return { succeeded: false, after: before };
  }
  const engine = await serveEngine(surroundings.sdk, journal);
  const all: Surroundings = { ...surroundings, engineAddress: engine.address, messages: journal };
  const options = deploymentOptions(operation);
  const registry = new ProviderRegistry(all, options.dryRun);
  const snapshot = new Snapshot(before.resources, before.pendingOperations, options.dryRun ? undefined : persist);
  const scope = { stack: surroundings.stackName, project: surroundings.project.name };
  try {
    const deployment = new Deployment(options, scope, journal, snapshot, registry);
    const succeeded = await deploy(operation, deployment, all);
    return { succeeded, after: snapshot.checkpoint() };
  } finally {
    await registry.close();
    engine.close();
    await snapshot.flush();
  }
}

function targetNotIn({ options, before }: Operation): string | undefined {
  const urns = new Set(before.resources.map(({ urn }) => urn));
  return options.target?.find((urn) => !urns.has(urn));
}

async function deploy(operation: Operation, deployment: Deployment, surroundings: Surroundings): Promise<boolean> {
  const { options, journal, resources } = deployment;
  try {
    if (options.refresh && !options.refreshProgram) {
      if (!(await refreshState(deployment))) return false;
      if (options.refreshOnly) return true;
    } else if (!options.dryRun && operation.before.pendingOperations.length > 0) {
      journal.say("warning", pendingOperationsWarning(operation.before.pendingOperations));
    }
    requireTargets(deployment, options.replaceTargets);
  } catch (error) {
    if (error instanceof Bail) return false;
    journal.say("error", error instanceof Error ? error.message : String(error));
    return false;
  }
  const runsProgram = operation.kind !== "destroy" || options.destroyProgram;
  if (runsProgram) return runProgram(operation, deployment, surroundings);
  if (resources.length === 0) return true;
  const events = new EventQueue<SourceEvent>();
  events.push({ kind: "end" });
  return execute(operation, deployment, events);
}

function execute(
  { options: { signal } }: Operation,
  deployment: Deployment,
  events: EventQueue<SourceEvent>,
): Promise<boolean> {
  const executor = new DeploymentExecutor(deployment, events);
  signal?.addEventListener("abort", () => {
    executor.interrupt();
  });
  return executor.run();
}

async function runProgram(operation: Operation, deployment: Deployment, surroundings: Surroundings): Promise<boolean> {
  const { dryRun, parallel } = deployment.options;
  const events = new EventQueue<SourceEvent>();
  const monitor = new Monitor(surroundings, events);
  const monitorAddress = await monitor.open();
  const program = startProgram(surroundings, { monitorAddress, dryRun, parallel });
  const ended = program.ended.then(
    () => {
      events.push({ kind: "end" });
    },
    (error: unknown) => {
      events.push({ kind: "end", error: error instanceof Error ? error : new Error(String(error)) });
    },
  );
  let succeeded = false;
  try {
    succeeded = await execute(operation, deployment, events);
    return succeeded;
  } finally {
    // A program that waits for what will not happen has nothing more to say.
    if (!succeeded) await program.stop();
    monitor.shutDown();
    await ended;
    monitor.close();
  }
}

function deploymentOptions({ kind, options, surroundings }: Operation): DeploymentOptions {
  const { environment, project } = surroundings;
  const runProgramToo = options.runProgram ?? isTrue(environment["PULUMI_RUN_PROGRAM"]);
  return {
    dryRun: kind === "preview",
    refresh: kind === "refresh" || (options.refresh ?? project.alwaysRefresh),
    refreshOnly: kind === "refresh",
    refreshProgram: kind !== "destroy" && runProgramToo,
    destroyProgram: kind === "destroy" && runProgramToo,
    targets: new Set(options.target),
    replaceTargets: new Set(options.replace),
    parallel: Math.max(
      1,
      options.parallel ?? (Number(environment["PULUMI_PARALLEL"] ?? 0) || availableParallelism() * 4),
    ),
    parallelDiff: isTrue(environment["PULUMI_PARALLEL_DIFF"]),
  };
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value?.toLowerCase() === "true";
}
