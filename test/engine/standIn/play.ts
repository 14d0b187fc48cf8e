import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliStack, type OperationResult, type PulumiStack, standInStack } from "partner-admin-link-emulator/engine";
import type { Scenario, Step, StepOptions } from "./scenario";
import { type Call, stepTranscript } from "./transcript";

const projectDirectory = join(__dirname, "..", "programs", "scripted");
const urnPrefix = "urn:pulumi:test::scripted::pulumi-nodejs:dynamic/scripted:Scripted::";

export type EngineKind = PulumiStack["engine"]["kind"];

interface Stage {
  readonly folder: string;
  readonly declarationFile: string;
  readonly callFile: string;
  readonly engine: EngineKind;
}

/** Plays a scenario on a stack of its own; resolves to what was seen. */
export async function play(scenario: Scenario, engine: EngineKind): Promise<unknown> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "stand-in-")));
  const stage = {
    folder,
    engine,
    declarationFile: join(folder, "declare.json"),
    callFile: join(folder, "calls.jsonl"),
  };
  try {
    let stack = await open(stage, scenario.config);
    const seen: unknown[] = [];
    for (const step of scenario.steps) {
      if (step.config !== undefined) stack = await open(stage, step.config);
      seen.push(await playStep(step, stack, stage));
    }
    return { about: scenario.about, steps: seen };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function open({ engine, folder, declarationFile, callFile }: Stage, config: Scenario["config"]): Promise<PulumiStack> {
  const openStack = engine === "cli" ? cliStack : standInStack;
  return openStack({
    projectDirectory,
    stackName: "test",
    homeDirectory: join(folder, "home"),
    passphrase: "scripted",
    environment: { SCRIPT_DECLARATION: declarationFile, SCRIPT_CALLS: callFile },
    ...(config === undefined ? {} : { config }),
  });
}

async function playStep(
  step: Step,
  stack: PulumiStack,
  { declarationFile, callFile, folder }: Stage,
): Promise<unknown> {
  if (step.declare !== undefined) writeFileSync(declarationFile, JSON.stringify(step.declare));
  if (step.taint !== undefined) await stack.taint(urnOf(step.taint));
  if (step.forget !== undefined) await stack.deleteState(urnOf(step.forget));
  if (step.edit !== undefined) await stack.importStack(step.edit(await stack.exportStack()));
  const result = await operate(step, stack);
  const calls = takeCalls(callFile);
  return stepTranscript({ step, result, calls, state: await stack.exportStack(), folders: [folder, projectDirectory] });
}

function operate({ run, options = {} }: Step, stack: PulumiStack): Promise<OperationResult> {
  return stack[run](withUrns(options));
}

function withUrns({ target, replace, ...others }: StepOptions): StepOptions {
  return {
    ...others,
    ...(target === undefined ? {} : { target: target.map(urnOf) }),
    ...(replace === undefined ? {} : { replace: replace.map(urnOf) }),
  };
}

function urnOf(name: string): string {
  return urnPrefix + name;
}

function takeCalls(file: string): Call[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  rmSync(file);
  return lines.map((line) => JSON.parse(line) as Call);
}
