"use strict";

/*
 * The SDK's process for programs, for many runs, one after the other, as providerHost.js is for providers. A run loads the
 * SDK's runner, the package and the program anew, and begins with an empty store, which is where the SDK keeps its connection
 * and its resources. A program that fails ends the process, as it would its own.
 */

const { dirname, join, sep } = require("node:path");
const forgetModules = require("./forgetModules");

const [, , mainScript, mark] = process.argv;
const sdkFolder = dirname(require.resolve("@pulumi/pulumi/package.json")) + sep;
const modules = dirname(dirname(sdkFolder)) + sep;
const runner = join(sdkFolder, "cmd", "run") + sep;
const sameInEachRun = (file) => file.startsWith(modules) && !file.startsWith(runner);

let timesDrained = 0;

/** The SDK's own handlers find the event loop empty twice before a program has ended well. */
function onDrained() {
  timesDrained += 1;
  if (timesDrained < 3) return;
  process.channel.ref();
  process.emit("exit", 0);
  for (const stream of [process.stdout, process.stderr]) stream.write(`${mark}\n`);
}

process.on("message", ({ environment, folder, args }) => {
  for (const event of ["uncaughtException", "unhandledRejection", "exit", "beforeExit"])
    process.removeAllListeners(event);
  forgetModules((file) => !sameInEachRun(file));
  delete global.globalStore;
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.chdir(folder);
  process.argv = [process.execPath, mainScript, ...args];
  timesDrained = 0;
  process.on("beforeExit", onDrained);
  process.channel.unref();
  require(mainScript);
});
