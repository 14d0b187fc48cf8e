"use strict";

/*
 * Preload script of the SDK's processes. The SDK loads TypeScript and arborist at its start and needs them only to serialise
 * closures, which takes twice as long as the rest of its start. Here they are loaded when they are first used.
 */

const Module = require("node:module");
const { sep } = require("node:path");

const lazy = new Set(["typescript", "@npmcli/arborist"]);
const sdkFolder = ["", "@pulumi", "pulumi", ""].join(sep);
const load = Module._load;

Module._load = function loadLazily(request, parent, isMain) {
  if (!lazy.has(request) || parent?.filename?.includes(sdkFolder) !== true) return load(request, parent, isMain);
  let loaded;
  return new Proxy(
    {},
    {
      get: (_target, name) => {
        if (name === "__esModule") return true;
        loaded ??= load(request, parent, isMain);
        return loaded[name];
      },
    },
  );
};
