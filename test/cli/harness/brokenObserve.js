"use strict";

/*
 * Preload script: has every observation that the program makes come to nothing, in the way that BROKEN_OBSERVE says. The
 * provider's are left alone.
 */

const Module = require("node:module");
const { sep } = require("node:path");

const ways = {
  "never settles": () => new Promise(() => undefined),
  rejects: () => Promise.reject(new Error("broken")),
  "waits on an unreferenced timer": () => new Promise((resolve) => setTimeout(resolve, 60_000).unref()),
};

const observe = ways[process.env.BROKEN_OBSERVE];
const isProgram = (process.argv[1] ?? "").includes(["cmd", "run", ""].join(sep));
const load = Module._load;

Module._load = function loadBroken(request, parent, isMain) {
  const exported = load(request, parent, isMain);
  const isOurs = request === "./observe" && parent?.filename?.endsWith("observeAhead.js");
  return isOurs && isProgram && observe !== undefined ? { ...exported, observe } : exported;
};
