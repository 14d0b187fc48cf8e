"use strict";

/*
 * The SDK's provider process for many runs, one after the other: starting Node and loading the SDK takes longer than most runs.
 * A run has its own environment, folder and engine, and loads the SDK's main script and the package anew. Once it
 * is told that a run is over, a line with nothing but the mark says, on stdout and stderr, that all of it was printed.
 */

const { dirname, sep } = require("node:path");

const [, , mainScript, mark] = process.argv;
const sdkFolder = dirname(require.resolve("@pulumi/pulumi/package.json")) + sep;
const modules = dirname(dirname(sdkFolder)) + sep;
const sameInEachRun = (file) => file.startsWith(modules) && file !== mainScript;

/** What a managed identity comes from is settled once a process, by whoever asks first. */
function hasSettledIdentity() {
  const msal = Object.values(require.cache).find(({ exports }) => exports?.ManagedIdentityApplication !== undefined);
  return msal?.exports.ManagedIdentityApplication.nodeStorage !== undefined;
}

function forgetRun() {
  for (const event of ["uncaughtException", "unhandledRejection", "exit"]) process.removeAllListeners(event);
  const azure = hasSettledIdentity() ? `${modules}@azure${sep}` : undefined;
  for (const file of Object.keys(require.cache)) {
    if (!sameInEachRun(file) || (azure !== undefined && file.startsWith(azure))) delete require.cache[file];
  }
}

function begin({ environment, folder, engine }) {
  forgetRun();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.chdir(folder);
  process.argv = [process.execPath, mainScript, engine];
  require(mainScript);
}

process.on("message", (run) => {
  if (run !== "over") return begin(run);
  for (const stream of [process.stdout, process.stderr]) stream.write(`${mark}\n`);
});
