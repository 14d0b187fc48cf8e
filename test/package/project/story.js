"use strict";

/*
 * Runs in an installed project: up, drift, up, destroy and the command's init, on the packages as npm installed them. The
 * last line of its output is what happened, as JSON.
 */

const { execFile } = require("node:child_process");
const { mkdtempSync, readdirSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { promisify } = require("node:util");
const { startEmulator } = require("partner-admin-link-emulator");

/** The engine is the repository's own, which the first argument names: it is not published. */
const { engineStack } = require(join(process.argv[2], "build/examples/engine"));

const declared = "123456";
const other = "654321";

function summary({ exitCode, steps, diagnostics, outputs, output }) {
  const messages = diagnostics.filter(({ urn }) => urn?.endsWith("::link")).map(({ message }) => message);
  return { exitCode, ops: steps.map(({ op }) => op), messages, outputs, output };
}

/** Names of the files that the installed command writes for the directories in reach. */
async function initialized(environment, homeDirectory) {
  const project = join(homeDirectory, "links");
  const command = join("node_modules", ".bin", "pulumi-partner-admin-link");
  const env = { ...process.env, ...environment };
  await promisify(execFile)(command, ["init", project, "--partner-id", declared], { env });
  return readdirSync(project).sort();
}

async function story(emulator, homeDirectory) {
  const { tenantId, principals } = emulator.directory.tenants[0];
  const { objectId } = principals.find(({ kind }) => kind === "servicePrincipal");
  const stack = engineStack({
    projectDirectory: process.cwd(),
    stackName: "dev",
    homeDirectory,
    passphrase: "passphrase",
    environment: emulator.environmentFor({ tenantId, objectId }),
    config: { partnerId: { value: declared } },
  });
  const linked = () => {
    const link = emulator.link(tenantId, objectId);
    return link?.state === "Active" ? link.partnerId : undefined;
  };
  const happened = { tenantId, objectId };

  happened.initialized = await initialized(emulator.environmentFor({ tenantId, objectId }), homeDirectory);
  happened.created = { ...summary(await stack.up()), linked: linked() };
  emulator.setLink(tenantId, objectId, other);
  happened.gate = { ...summary(await stack.preview({ expectNoChanges: true })), linked: linked() };
  happened.repaired = { ...summary(await stack.up()), linked: linked() };
  happened.destroyed = { ...summary(await stack.destroy()), linked: linked() };
  return happened;
}

async function main() {
  const homeDirectory = mkdtempSync(join(tmpdir(), "partner-admin-link-home-"));
  const emulator = await startEmulator();
  try {
    console.log(JSON.stringify(await story(emulator, homeDirectory)));
  } finally {
    await emulator.close();
    rmSync(homeDirectory, { recursive: true, force: true });
  }
}

void main();
