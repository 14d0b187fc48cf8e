"use strict";

/*
 * Preload script of the SDK's processes. At their start they load some 400 modules of other packages that most runs never use:
 * TypeScript and arborist for closures, OpenTelemetry for traces. Here a package that the SDK itself asks for is loaded
 * when it is first used, but for those of its wire, which it uses at once.
 */

const Module = require("node:module");
const { isAbsolute, sep } = require("node:path");

const eager = /^(\.|@grpc\/|google-protobuf|@pulumi\/)/;
const sdkFolder = ["", "@pulumi", "pulumi", ""].join(sep);
const load = Module._load;

Module._load = function loadLazily(request, parent, isMain) {
  const isUsedAtOnce = eager.test(request) || isAbsolute(request) || Module.isBuiltin(request);
  if (isUsedAtOnce || parent?.filename?.includes(sdkFolder) !== true) return load(request, parent, isMain);
  let loaded;
  const used = () => (loaded ??= load(request, parent, isMain));
  return new Proxy(function unloaded() {}, {
    get: (_target, name) => {
      if (name === "__esModule") return true;
      return name === "default" && used().__esModule !== true ? used() : used()[name];
    },
    apply: (_target, self, args) => Reflect.apply(used(), self, args),
    construct: (_target, args) => Reflect.construct(used(), args),
  });
};
