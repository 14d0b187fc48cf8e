"use strict";

/*
 * Preload script: writes the name of each callback of our provider that has come to its end, a line each, into the file that
 * PAL_ANSWERED_CALLBACKS names: a test that stops the engine learns from it that the provider has answered.
 */

const { appendFileSync } = require("node:fs");
const Module = require("node:module");

const file = process.env.PAL_ANSWERED_CALLBACKS;
const load = Module._load;
const watched = new WeakSet();

if (file !== undefined) Module._load = loadWatched;

function loadWatched(request, ...others) {
  const exported = load.call(this, request, ...others);
  if (request !== "pulumi-partner-admin-link/runtime" || watched.has(exported.provider)) return exported;
  watched.add(exported.provider);
  for (const [name, callback] of Object.entries(exported.provider)) {
    exported.provider[name] = (...args) => {
      const answer = callback.apply(exported.provider, args);
      return answer.finally(() => appendFileSync(file, `${name}\n`));
    };
  }
  return exported;
}
