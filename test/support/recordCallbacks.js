"use strict";

/*
 * Preload script: records what the engine asks of our provider and what it answers, one JSON line a call, in the file
 * that PAL_RECORD_CALLBACKS names. It acts in the SDK's dynamic-provider process alone, so that both engines, which
 * start that process in their own ways, are recorded alike.
 */

const { appendFileSync } = require("node:fs");
const Module = require("node:module");

const runtimeModule = "pulumi-partner-admin-link/runtime";
const callbacks = ["check", "diff", "create", "read", "update", "delete"];
const secretNames = new Set(["clientSecret", "clientCertificatePassword", "oidcToken", "oidcRequestToken"]);

const file = process.env.PAL_RECORD_CALLBACKS;
const isProviderProcess = /[\\/]cmd[\\/]dynamic-provider\b/.test(process.argv[1] ?? "");
if (file !== undefined && isProviderProcess) recordRuntime(file);

function recordRuntime(recordFile) {
  const load = Module._load;
  const wrapped = new WeakSet();
  Module._load = function loadRecorded(request, ...others) {
    const exported = load.call(this, request, ...others);
    if (request === runtimeModule && !wrapped.has(exported.provider)) {
      wrapped.add(exported.provider);
      for (const name of callbacks) exported.provider[name] = recorded(exported.provider, name, recordFile);
    }
    return exported;
  };
}

let started = 0;

function recorded(provider, callback, recordFile) {
  const original = provider[callback];
  return async function recordedCallback(...args) {
    const call = { process: process.pid, order: started++, callback, arguments: withoutSecrets(args) };
    const write = (outcome) => {
      appendFileSync(recordFile, `${JSON.stringify({ ...call, ...outcome })}\n`);
    };
    try {
      const result = await original.apply(provider, args);
      write({ result: withoutSecrets(result) });
      return result;
    } catch (error) {
      // Own properties are what the SDK reads of a partial failure: id, properties, reasons.
      write({ error: withoutSecrets({ ...error, message: error.message }) });
      throw error;
    }
  };
}

function withoutSecrets(value) {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, secretNames.has(key) ? "[secret]" : withoutSecrets(inner)]),
  );
}
