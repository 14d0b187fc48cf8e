import { join } from "node:path";
import type { Diagnostic, OperationResult } from "../../../examples/cli";
import { type CliWorld, openCliWorld } from "./cliWorld";
import { readGrpcLog } from "./grpcLog";
import { linkType } from "../../../provider/providerPointer";
import { urnPrefix } from "./names";
import type { Fields, RecordedStep, Recording } from "./recording";
import { withoutStack, withoutWarningsOfNode } from "./printedLines";
import { inOrder } from "./registration";
import { commandLine, type Scenario, type Step } from "./scenario";
import { nameOf, programResources, viewOf } from "./stateView";
import { linksOf, requestLines } from "./emulatorView";

/** What the CLI tells of a step that a recording tells call by call. */
export interface CliStep extends Omit<RecordedStep, "errors" | "engineErrors"> {
  /** Requests of program and provider together. */
  readonly sends: readonly string[];
  /** Messages on the rows of the program's resources, as `severity: message`, by URN. */
  readonly messages: Readonly<Record<string, readonly string[]>>;
}

/** A scenario as the CLI of PATH played it: in names, and with no secret in it. */
export interface CliPlay extends Omit<Recording, "steps"> {
  readonly pulumi: string;
  readonly steps: readonly CliStep[];
}

/** Plays a scenario from its beginning to its end on the CLI, on an emulator and a stack of its own. */
export async function playOnCli(scenario: Scenario): Promise<CliPlay> {
  const world = await openCliWorld(scenario);
  try {
    await scenario.given?.(world);
    const steps: CliStep[] = [];
    for (const [index, step] of scenario.steps.entries()) steps.push(await playStep(step, index, world));
    return { pulumi: world.stack.engine.version, about: scenario.about, steps };
  } finally {
    await world.close();
  }
}

async function playStep(step: Step, index: number, world: CliWorld): Promise<CliStep> {
  if (step.program !== undefined) world.declare(step.program);
  await step.before?.(world);
  world.emulator.clearRequests();
  const logFile = join(world.folder, `grpc${index}.jsonl`);
  const result = await operate(step, world, logFile);
  const names = world.names();
  const { registrations, processes } = readGrpcLog(logFile);
  const error = programError(result);
  const lines = consoleLines(result);
  const told: CliStep = {
    operation: commandLine(step, Object.keys(world.variables)),
    exitCode: result.exitCode,
    steps: result.steps.map(({ op, urn }) => `${op} ${nameOf(urn)}`),
    ...(registrations === undefined
      ? {}
      : { program: { registrations: inOrder(registrations), ...(error === undefined ? {} : { error }) } }),
    processes,
    sends: requestLines(world.emulator.requests()),
    messages: messagesOf(result),
    ...(lines.length === 0 ? {} : { console: lines }),
    // A display of its own is of interest for what it shows.
    ...(step.options?.display === undefined ? {} : { printed: printedLines(result.output) }),
    ...(Object.keys(result.outputs).length === 0 ? {} : { outputs: result.outputs }),
    links: linksOf(world.emulator),
    state: stateOf(await world.stack.exportStack()),
  };
  return names.hide(told) as CliStep;
}

async function operate({ run, options = {} }: Step, world: CliWorld, logFile: string): Promise<OperationResult> {
  const { target, exclude, replace, environment, plan, display, ...others } = options;
  world.flags = [
    ...(plan === undefined ? [] : [run === "up" ? "--plan" : "--save-plan", join(world.folder, "plan.json")]),
    ...(display === undefined ? [] : [`--${display}`]),
  ];
  const urns = (resources: readonly string[]): Promise<string[]> =>
    Promise.all(resources.map((name) => world.urnOf(name).catch(() => urnOfNewLink(name))));
  return world.stack[run]({
    ...others,
    environment: { ...world.variables, ...environment, PULUMI_DEBUG_GRPC: logFile },
    ...(target === undefined ? {} : { target: await urns(target) }),
    ...(exclude === undefined ? {} : { exclude: await urns(exclude) }),
    ...(replace === undefined ? {} : { replace: await urns(replace) }),
  });
}

/** What a link at the top of the program that is not in the state yet will have. */
function urnOfNewLink(name: string): string {
  return `${urnPrefix}${linkType}::${name}`;
}

function stateOf(stack: Parameters<typeof programResources>[0]): Fields {
  const state: Record<string, unknown[]> = {};
  for (const resource of programResources(stack)) (state[resource.urn] ??= []).push(viewOf(resource));
  return state;
}

/** Messages on the rows of the program's resources that stay there. */
function messagesOf({ diagnostics }: OperationResult): Record<string, string[]> {
  const messages: Record<string, string[]> = {};
  for (const { urn, ephemeral, severity, message } of diagnostics) {
    if (urn !== undefined && !isOfTheStack(urn) && !ephemeral) (messages[urn] ??= []).push(`${severity}: ${message}`);
  }
  return messages;
}

function consoleLines({ diagnostics }: OperationResult): string[] {
  const lines = diagnostics.filter(
    ({ severity, urn, ephemeral }) => severity.startsWith("info") && isOfTheStack(urn) && !ephemeral,
  );
  return withoutWarningsOfNode(lines.map(({ message }) => message));
}

/** Where in its code a program registers a resource, and how long a run took, is no part of what it shows. */
function printedLines(output: string): string[] {
  return output
    .trimEnd()
    .split("\n")
    .filter((line) => !/"sourcePosition"|^ *"duration":|^Duration: /.test(line));
}

function programError({ diagnostics }: OperationResult): string | undefined {
  const isFailure = ({ severity, urn, message }: Diagnostic): boolean =>
    severity === "error" && isOfTheStack(urn) && message.includes("unhandled exception");
  const message = diagnostics.find(isFailure)?.message;
  return message === undefined ? undefined : withoutStack(message);
}

function isOfTheStack(urn: string | undefined): boolean {
  return urn === undefined || urn.includes("pulumi:pulumi:Stack::");
}
