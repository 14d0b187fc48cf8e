"use strict";

/*
 * A program that runs stacks by the Automation API, inline: in this very process. INLINE_RUNS holds a list of rounds, each
 * a list of runs that go side by side: { stack, run, partnerId, environment, credential }. Prints what came of each.
 */

const { mkdirSync, symlinkSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");

const { folder, rounds } = JSON.parse(process.env.INLINE_RUNS);
const repository = join(__dirname, "..", "..", "..");
const home = join(folder, "inline");

/** A folder from which the provider finds the package, as from a project's. */
function workDirOf(stack) {
  const workDir = join(home, stack);
  mkdirSync(join(workDir, "node_modules"), { recursive: true });
  for (const [name, target] of [
    ["@pulumi", join(repository, "node_modules", "@pulumi")],
    ["pulumi-partner-admin-link", repository],
  ]) {
    try {
      symlinkSync(target, join(workDir, "node_modules", name));
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  return workDir;
}

async function operate({ stack: stackName, run, partnerId, credential, environment }) {
  const program = async () => {
    const { PartnerAdminLink } = require("pulumi-partner-admin-link");
    const { objectId, tenantId } = new PartnerAdminLink("link", { partnerId, credential });
    return { objectId, tenantId };
  };
  const state = join(home, "state");
  mkdirSync(state, { recursive: true });
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName, projectName: "inline", program },
    {
      workDir: workDirOf(stackName),
      pulumiHome: join(home, "pulumi"),
      envVars: {
        PULUMI_BACKEND_URL: pathToFileURL(state).href,
        PULUMI_CONFIG_PASSPHRASE: "inline",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        ...environment,
      },
    },
  );
  const result = await stack[run]({ color: "never" });
  const {
    same = 0,
    create = 0,
    update = 0,
  } = run === "preview" ? result.changeSummary : (result.summary.resourceChanges ?? {});
  const outputs = await stack.outputs();
  return { stack: stackName, links: { same, create, update }, objectId: outputs.objectId?.value };
}

async function main() {
  const told = [];
  for (const round of rounds) told.push(await Promise.all(round.map(operate)));
  process.stdout.write(`\n${JSON.stringify(told)}\n`);
}

main().catch((error) => {
  process.stderr.write(String(error.stack));
  process.exitCode = 1;
});
