import { readProject } from "../../../examples/engine/project";
import { providerEnvironment, type Surroundings } from "../../../examples/engine/processes";
import { sdkOf } from "../../../examples/engine/sdk";
import { serveEngine } from "../../../examples/engine/servers";
import { startProgramRun } from "../../support/programRun";
import { startRun } from "../../support/providerRun";
import { quotedErrors } from "./causes";
import { linksOf, requestLines } from "./emulatorView";
import type { Names } from "./names";
import { serveNotingMonitor } from "./notingMonitor";
import { withoutStack, withoutWarningsOfNode } from "./printedLines";
import type { RecordedCall, RecordedProgram, RecordedStep, Recording, Registration } from "./recording";
import { inOrder } from "./registration";
import { commandLine, type Scenario, type Step } from "./scenario";
import { connect } from "./wire";
import { openWorld, programFolder, type World } from "./world";

/**
 * Plays a recording without an engine, on an emulator of its own: the program against a monitor that notes what it
 * registers, each recorded call in a provider process of the SDK, one at a time. What only an engine can tell (exit code,
 * steps, state) is taken over; all else is what happened now.
 */
export async function replay(scenario: Scenario, recording: Recording): Promise<Recording> {
  const world = await openWorld(scenario);
  try {
    await scenario.given?.(world);
    const steps: RecordedStep[] = [];
    for (const [index, step] of scenario.steps.entries()) {
      const recorded = recording.steps[index];
      if (recorded === undefined) throw new Error(`the recording of ${scenario.name} ends before step ${index + 1}`);
      steps.push(await replayStep(step, recorded, world));
    }
    return { about: scenario.about, steps };
  } finally {
    await world.close();
  }
}

interface Said {
  /** Empty for what is about no resource. */
  readonly urn: string;
  readonly line: string;
}

/** What a step needs while it is replayed. */
interface Replayed {
  readonly world: World;
  readonly names: Names;
  readonly said: Said[];
  readonly surroundings: Surroundings;
}

async function replayStep(step: Step, recorded: RecordedStep, world: World): Promise<RecordedStep> {
  if (step.program !== undefined) world.declare(step.program);
  await step.before?.(world);
  world.emulator.clearRequests();
  const said: Said[] = [];
  const printed: string[] = [];
  const engine = await serveEngine((severity, message, urn, isEphemeral) => {
    if (isEphemeral || severity === "debug") return;
    // What is about no resource stands below the stack, with what is printed.
    if (urn === "" && severity === "info") printed.push(message.trimEnd());
    else said.push({ urn, line: `${severity}: ${message.trimEnd()}` });
  });
  const surroundings: Surroundings = {
    sdk: sdkOf(programFolder),
    project: readProject(programFolder),
    stackName: "test",
    config: world.config,
    // No PATH to find the user's Azure CLI on.
    environment: { PATH: programFolder, ...world.environment, ...world.variables, ...step.options?.environment },
    engineAddress: engine.address,
    onLine: (line) => printed.push(line),
  };
  const stage: Replayed = { world, names: world.names(), said, surroundings };
  try {
    const program =
      recorded.program === undefined ? {} : { program: await replayProgram(step, recorded.program, stage) };
    const processes: RecordedCall[][] = [];
    for (const calls of recorded.processes) processes.push(await replayProcess(calls, stage));
    const lines = withoutWarningsOfNode(printed);
    const { errors } = recorded;
    return {
      ...recorded,
      operation: commandLine(step, Object.keys(world.variables)),
      ...program,
      processes,
      ...(errors === undefined ? {} : { errors: quotedErrors(errors, processes) }),
      ...(lines.length === 0 && recorded.console === undefined
        ? {}
        : { console: stage.names.hide(lines) as readonly string[] }),
      links: linksOf(world.emulator),
    };
  } finally {
    engine.close();
  }
}

/** Programs by all that they depend on: many a step runs the very program of an earlier one. */
const programs = new Map<string, RecordedProgram>();

async function replayProgram(step: Step, recorded: RecordedProgram, stage: Replayed): Promise<RecordedProgram> {
  const { world, names, surroundings } = stage;
  const { config, environment } = surroundings;
  const { directory, behaviour, links, faults } = world.emulator;
  const { sends = [] } = recorded;
  // A fault counts the requests that it meets, and a new secret those that it was refused.
  const isCounted = faults().length > 0 || sends.some((request) => !/ (200|404)$/.test(request));
  if (isCounted) return await runProgram(step, recorded, stage);
  const azure = sends.length === 0 ? [] : [directory, behaviour, links()];
  const isPreview = step.run === "preview";
  const key = JSON.stringify(names.hide([world.declaration(), isPreview, config, environment, recorded, azure]));
  const replayed = programs.get(key) ?? (await runProgram(step, recorded, stage));
  programs.set(key, replayed);
  return replayed;
}

async function runProgram(step: Step, recorded: RecordedProgram, stage: Replayed): Promise<RecordedProgram> {
  const { world, names, surroundings, said } = stage;
  const monitor = await serveNotingMonitor(recorded.registrations.map((one) => restored(one, names)));
  try {
    const program = startProgramRun(surroundings, monitor.address, step.run === "preview");
    // How it ended shows in what it has said.
    await Promise.race([program.ended, monitor.stopped]);
    await program.stop();
  } finally {
    monitor.close();
  }
  // Look-ups go side by side.
  const sends = takeRequests(world).sort();
  const failure = said.splice(0).find(({ line, urn }) => line.startsWith("error: ") && urn === "");
  return names.hide({
    registrations: inOrder(monitor.noted),
    ...(sends.length === 0 ? {} : { sends }),
    ...(failure === undefined ? {} : { error: withoutStack(failure.line.slice("error: ".length)) }),
  }) as RecordedProgram;
}

async function replayProcess(calls: readonly RecordedCall[], stage: Replayed): Promise<RecordedCall[]> {
  const { names, surroundings, world } = stage;
  const running = await startRun({
    environment: providerEnvironment(surroundings),
    folder: programFolder,
    engine: surroundings.engineAddress,
    onLine: surroundings.onLine,
  });
  const connection = connect(running.address);
  try {
    if (calls[0]?.callback !== "Configure") await connection.call("Configure", undefined, { args: {} });
    const replayed: RecordedCall[] = [];
    for (const recorded of calls) {
      const { callback, on, given } = restored(recorded, names);
      const answer = await connection.call(callback, on, given);
      const sends = takeRequests(world);
      const says = stage.said.splice(0).map(({ urn, line }) => (urn === on ? line : `${urn}: ${line}`));
      replayed.push({
        callback,
        ...(recorded.on === undefined ? {} : { on: recorded.on }),
        given: recorded.given,
        ...(names.hide({
          ...answer,
          ...(sends.length === 0 ? {} : { sends }),
          ...(says.length === 0 ? {} : { says }),
        }) as object),
      });
    }
    return replayed;
  } finally {
    connection.close();
    await running.stop();
  }
}

/** A recorded call or registration with the values of this run. */
function restored<Item extends RecordedCall | Registration>(item: Item, names: Names): Item {
  return names.restore(item) as Item;
}

function takeRequests({ emulator }: World): string[] {
  const requests = requestLines(emulator.requests());
  emulator.clearRequests();
  return requests;
}
