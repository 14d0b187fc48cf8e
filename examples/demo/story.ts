import { delimiter, join } from "node:path";
import type { Emulator, Identity } from "partner-admin-link-emulator";
import { commandLine } from "../run/commandLine";
import { exitWhen, onStage, playScene, print, root, type Stage } from "../run/stage";
import { misses, type Step, steps } from "./steps";

const usage = `Usage: npm run demo -- [--install-cli]

Plays the life of one link without Azure: preview, create, drift, repair, removal, partner change and destroy. It uses the
Pulumi CLI on PATH, else the small engine of examples/engine.

  --install-cli  installs the Pulumi CLI into build/pulumi first and uses it
  --help         prints this text`;

function servicePrincipal({ directory }: Emulator): Identity {
  for (const { tenantId, principals } of directory.tenants) {
    const found = principals.find(({ kind }) => kind === "servicePrincipal");
    if (found !== undefined) return { tenantId, objectId: found.objectId };
  }
  throw new Error("the emulator's directory has no service principal");
}

/** Fetches the official CLI into the build folder. */
async function installCli(): Promise<void> {
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  const folder = join(root, "build", "pulumi");
  print(`Installing the Pulumi CLI into ${folder}\n`);
  await PulumiCommand.install({ root: folder });
  process.env["PATH"] = [join(folder, "bin"), process.env["PATH"] ?? ""].join(delimiter);
}

async function playStep(step: Step, number: number, stage: Stage, identity: Identity): Promise<boolean> {
  const { emulator } = stage;
  step.before?.({ emulator, identity });
  const scene = { ...step, environment: { DEMO_PARTNER_ID: step.partnerId } };
  return playScene(stage, number, scene, (result) => misses(step, result, { emulator, identity }));
}

async function playSteps(stage: Stage): Promise<boolean> {
  const identity = servicePrincipal(stage.emulator);
  print(`Signing in as object id ${identity.objectId}\n`);
  for (const [index, step] of steps.entries()) {
    if (!(await playStep(step, index + 1, stage, identity))) return false;
  }
  print("\nEvery step did what it should.\n");
  return true;
}

async function tell(): Promise<boolean> {
  const { values } = commandLine(usage, { options: { "install-cli": { type: "boolean" } } });
  if (values["install-cli"] === true) await installCli();
  const environment = (emulator: Emulator) => emulator.environmentFor(servicePrincipal(emulator));
  return onStage({ example: "demo", environment }, playSteps);
}

exitWhen(tell());
