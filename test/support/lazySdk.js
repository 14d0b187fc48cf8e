"use strict";

/*
 * Preload script: a process of the Pulumi SDK starts in a third of the time. The TypeScript compiler and npm's arborist
 * are most of its start, and it needs them for programs in TypeScript and for closures only: they are loaded when
 * something of them is used.
 */

const Module = require("node:module");

const load = Module._load;
const lazy = new Map();

Module._load = function loadLazily(request, ...others) {
  if (request !== "typescript" && request !== "@npmcli/arborist") return load.call(this, request, ...others);
  if (!lazy.has(request))
    lazy.set(
      request,
      onFirstUse(() => load.call(this, request, ...others)),
    );
  return lazy.get(request);
};

function onFirstUse(loadNow) {
  let loaded;
  return new Proxy(
    {},
    {
      get(_, name) {
        // Asked by compiled imports: one that stands for an ES module is taken as it is, another one copied.
        if (name === "__esModule") return true;
        loaded ??= loadNow();
        return loaded[name];
      },
    },
  );
}
