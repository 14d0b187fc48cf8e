"use strict";

/*
 * The SDK's provider process for many runs, one after the other: starting Node and loading the SDK takes longer than most runs.
 * A run has its own environment, folder and engine, and loads the SDK's main script and the package anew. Once it
 * is told that a run is over, a line with nothing but the mark says, on stdout and stderr, that all of it was printed.
 */

const { dirname, sep } = require("node:path");
const forgetModules = require("./forgetModules");

const [, , mainScript, mark] = process.argv;
const sdkFolder = dirname(require.resolve("@pulumi/pulumi/package.json")) + sep;
const modules = dirname(dirname(sdkFolder)) + sep;
const sameInEachRun = (file) => file.startsWith(modules) && file !== mainScript;

function forgetRun() {
  for (const event of ["uncaughtException", "unhandledRejection", "exit"]) process.removeAllListeners(event);
  forgetModules((file) => !sameInEachRun(file));
}

function begin({ environment, folder, args }) {
  forgetRun();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.chdir(folder);
  process.argv = [process.execPath, mainScript, ...args];
  require(mainScript);
}

process.on("message", (run) => {
  if (run !== "over") return begin(run);
  for (const stream of [process.stdout, process.stderr]) stream.write(`${mark}\n`);
});
