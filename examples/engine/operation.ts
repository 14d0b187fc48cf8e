import type { OperationResult, StackOptions } from "../cli/types";
import type { CheckpointFile, ResourceState } from "./checkpoint";
import { Deployment } from "./deployment";
import { Display } from "./display";
import { startProgram, type Surroundings } from "./processes";
import { DynamicProvider } from "./provider";
import { messageOf, serveEngine, serveMonitor } from "./servers";
import { createUrn, stackType } from "./urn";
import { mapSecrets, type Properties } from "./values";

/** What each operation is called while it runs. */
const titles = { preview: "Previewing update", up: "Updating", refresh: "Refreshing", destroy: "Destroying" };

export type OperationKind = keyof typeof titles;

/** One operation, ready to run. */
export interface Operation {
  readonly kind: OperationKind;
  readonly expectNoChanges: boolean;
  readonly checkpoint: CheckpointFile;
  readonly onOutput: StackOptions["onOutput"];
  readonly surroundings: Omit<Surroundings, "engineAddress" | "onLine">;
}

/** Exit codes of the CLI. */
const failed = 1;
const changedUnexpectedly = 7;

/** Runs an operation to its end, and everything that it started with it. */
export async function runOperation(operation: Operation): Promise<OperationResult> {
  const { kind, checkpoint, onOutput, surroundings } = operation;
  const { project, stackName } = surroundings;
  const started = Date.now();
  const printed: string[] = [];
  const print = (line: string): void => {
    printed.push(`${line}\n`);
    onOutput?.(`${line}\n`);
  };
  const scope = { stack: stackName, project: project.name };
  const stackUrn = createUrn(scope, stackType, `${project.name}-${stackName}`);
  const outputsIn = (resources: readonly ResourceState[]) => resources.find(({ urn }) => urn === stackUrn)?.outputs;
  const isPreview = kind === "preview";
  const display = new Display(isPreview, stackUrn, print);
  const before = checkpoint.read();
  const save = (resources: readonly ResourceState[]): void => checkpoint.write(resources);
  print(`${titles[kind]} (${stackName}):`);
  print("    (examples/engine, not the Pulumi CLI)");
  print("");
  const { succeeded, after } = await carryOut(operation, display, (provider) => {
    return new Deployment(scope, isPreview, provider, display, before, save);
  });
  display.printEnd(outputsIn(before), outputsIn(after) ?? {}, Date.now() - started);
  const isUnexpected = succeeded && operation.expectNoChanges && display.hasChanges();
  if (isUnexpected) {
    print(`error: no changes were expected for ${kind === "up" ? "update" : kind} but changes were proposed`);
  }
  return {
    exitCode: isUnexpected ? changedUnexpectedly : succeeded ? 0 : failed,
    steps: display.steps,
    diagnostics: display.diagnostics,
    outputs: mapSecrets(outputsIn(isPreview ? before : after) ?? {}, () => "[secret]") as Properties,
    output: printed.join(""),
  };
}

async function carryOut(
  { kind, surroundings }: Operation,
  display: Display,
  deploymentWith: (provider: DynamicProvider) => Deployment,
) {
  const engine = await serveEngine((...said) => display.say(...said));
  const all: Surroundings = {
    ...surroundings,
    engineAddress: engine.address,
    onLine: (line, from) => display.say(from === "stderr" ? "info#err" : "info", line),
  };
  const provider = new DynamicProvider(all);
  const deployment = deploymentWith(provider);
  let succeeded = false;
  try {
    if (kind === "preview" || kind === "up") await runProgram(all, deployment, kind === "preview");
    if (kind === "refresh") await deployment.refresh();
    else await deployment.deleteRest();
    succeeded = true;
  } catch (error) {
    display.say("error", messageOf(error));
  } finally {
    await provider.close();
    engine.close();
  }
  return { succeeded, after: deployment.resources };
}

/** Lets the program register what it declares; ends it when something fails. */
async function runProgram(surroundings: Surroundings, deployment: Deployment, isPreview: boolean): Promise<void> {
  let halt: (error: unknown) => void = () => undefined;
  const halted = new Promise<never>((_resolve, reject) => (halt = reject));
  const monitor = await serveMonitor(deployment, (error) => halt(error));
  const program = startProgram(surroundings, monitor.address, isPreview);
  try {
    await Promise.race([program.ended, halted]);
  } finally {
    await program.stop();
    monitor.close();
  }
}
