"use strict";

/*
 * Preload script of the SDK's processes. At their start they load hundreds of modules that most runs never use:
 * TypeScript and arborist for closures, OpenTelemetry for traces. Here a package that the SDK depends on is loaded when it
 * is first used, but for those of its wire.
 */

const Module = require("node:module");
const { dependencies } = require("@pulumi/pulumi/package.json");

const lazy = ["typescript", ...Object.keys(dependencies)].filter((name) => !/^@grpc\/|^google-protobuf$/.test(name));
const isLazy = (request) => lazy.some((name) => request === name || request.startsWith(`${name}/`));
const isOfTheSdk = (file) => /[\\/]@pulumi[\\/]pulumi[\\/]/.test(file);
const load = Module._load;

Module._load = function loadLazily(request, parent, isMain) {
  if (!isLazy(request) || !isOfTheSdk(parent?.filename)) return load(request, parent, isMain);
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
