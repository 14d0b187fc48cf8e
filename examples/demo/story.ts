import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { type Emulator, type Identity, startEmulator } from "partner-admin-link-emulator";
import { cliStack, findCli, type PulumiStack, standInStack } from "partner-admin-link-emulator/engine";
import { misses, type Stage, type Step, steps } from "./steps";

/** The repository; this file runs from build/examples/demo. */
const root = resolve(__dirname, "..", "..", "..");

function print(text: string): void {
  process.stdout.write(text);
}

function servicePrincipal(emulator: Emulator): Identity {
  for (const { tenantId, principals } of emulator.directory.tenants) {
    const found = principals.find(({ kind }) => kind === "servicePrincipal");
    if (found !== undefined) return { tenantId, objectId: found.objectId };
  }
  throw new Error("the emulator's directory has no service principal");
}

/** `--install-cli` fetches the official CLI into the build folder. */
async function installCli(): Promise<void> {
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  const folder = join(root, "build", "pulumi");
  print(`Installing the Pulumi CLI into ${folder}\n`);
  await PulumiCommand.install({ root: folder });
  process.env["PATH"] = [join(folder, "bin"), process.env["PATH"] ?? ""].join(delimiter);
}

async function openStack(emulator: Emulator, identity: Identity, homeDirectory: string): Promise<PulumiStack> {
  const open = (await findCli()) === undefined ? standInStack : cliStack;
  return await open({
    projectDirectory: join(root, "examples", "demo"),
    stackName: "demo",
    homeDirectory,
    passphrase: "demo",
    environment: { ...emulator.environmentFor(identity) },
    onOutput: print,
  });
}

/** Plays one step and says whether it went as told. */
async function play(step: Step, number: number, stage: Stage): Promise<boolean> {
  print(
    `\n== ${number}. ${step.title} (pulumi ${step.operation}${step.gate === true ? " --expect-no-changes" : ""})\n`,
  );
  step.before?.(stage);
  const result = await stage.stack[step.operation]({
    ...(step.gate === undefined ? {} : { expectNoChanges: step.gate }),
    environment: { DEMO_PARTNER_ID: step.partnerId },
  });
  const missed = misses(step, result, stage);
  print(
    missed.length === 0
      ? `-- as expected (exit code ${result.exitCode})\n`
      : `-- NOT as expected: ${missed.join("; ")}\n`,
  );
  return missed.length === 0;
}

async function tell(): Promise<boolean> {
  if (process.argv.includes("--install-cli")) await installCli();
  const home = realpathSync(mkdtempSync(join(tmpdir(), "partner-admin-link-demo-")));
  const emulator = await startEmulator();
  try {
    const identity = servicePrincipal(emulator);
    const stack = await openStack(emulator, identity, home);
    const { kind, version } = stack.engine;
    print(
      kind === "cli"
        ? `Pulumi CLI ${version}\n`
        : `No pulumi on PATH: engine stand-in, held to recordings of CLI ${version}\n`,
    );
    print(`Azure emulator ${emulator.url}, signing in as object id ${identity.objectId}\n`);
    for (const [index, step] of steps.entries()) {
      if (!(await play(step, index + 1, { stack, emulator, identity }))) return false;
    }
    print("\nThe whole story went as told.\n");
    return true;
  } finally {
    await emulator.close();
    rmSync(home, { recursive: true, force: true });
  }
}

tell().then(
  (told) => {
    process.exitCode = told ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
