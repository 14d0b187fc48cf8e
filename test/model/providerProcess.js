"use strict";

/*
 * The process that runs the provider for the model test, as the SDK's dynamic-provider process does for the engine.
 * It answers one message a callback. `restart` stands for a new process: the runtime is loaded anew, with nothing
 * in its memory, and only the Azure SDKs stay; who has signed in stays too where that makes no difference, for most of
 * a phase is sign-in. Its clock does not wait before a retry.
 */

const asyncHooks = require("node:async_hooks");
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join, sep } = require("node:path");
const { compileFunction, constants } = require("node:vm");
const bugs = require("./planted");

const longestWait = 10_000;
const wait = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
  (run, ms, ...args) => wait(run, ms === undefined || ms < longestWait ? 0 : ms, ...args),
  wait,
);

const runtime = require.resolve(process.env.PAL_RUNTIME ?? "pulumi-partner-admin-link/runtime");
const ours = dirname(dirname(runtime)) + sep;
let reported = [];
let provider;

console.error = (line) => reported.push(line);

const compiled = new Map();
let loaded = new Map();

/** A bug to be found. */
let plant = () => undefined;

/** A file of the package is compiled once and run once a restart: reading it anew would take most of the test's time. */
function compile(file) {
  const known = compiled.get(file);
  if (known !== undefined) return known;
  const native = createRequire(file);
  const run = compileFunction(readFileSync(file, "utf8"), ["exports", "require", "module"], {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const paths = new Map();
  const requireFrom = (request) => {
    if (!paths.has(request)) paths.set(request, native.resolve(request));
    const path = paths.get(request);
    return path.startsWith(ours) ? load(path) : native(request);
  };
  Object.assign(requireFrom, native);
  compiled.set(file, (module) => run.call(module.exports, module.exports, requireFrom, module));
  return compiled.get(file);
}

function load(file) {
  const known = loaded.get(file);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  compile(file)(module);
  return module.exports;
}

/** Node goes through every one that was ever used whenever something asynchronous begins: those of earlier loads are let go. */
let storages = [];
asyncHooks.AsyncLocalStorage = class extends asyncHooks.AsyncLocalStorage {
  constructor(...args) {
    super(...args);
    storages.push(this);
  }
};

async function restart(environment, forgetsSignIns) {
  for (const name of Object.keys(process.env).filter((key) => key.startsWith("ARM_"))) delete process.env[name];
  Object.assign(process.env, environment);
  const isKept = (file) => !forgetsSignIns && !file.startsWith(dirname(runtime) + sep);
  loaded = new Map([...loaded].filter(([file]) => isKept(file)));
  if (forgetsSignIns) {
    for (const storage of storages) storage.disable();
    storages = [];
  }
  ({ provider } = load(runtime));
  plant((name) => load(`${join(ours, name)}.js`));
  await provider.configure({ config: { get: () => undefined } });
}

/** What the program does, in a process of its own, before it registers a resource with these inputs. */
async function lookAhead(inputs) {
  const ready = load(join(ours, "runtime", "readyToAsk.js")).readyToAsk(inputs, () => undefined);
  if (ready === undefined) return undefined;
  const { settings, hasBlock } = ready;
  const { observeAhead } = load(join(ours, "azure", "observeAhead.js"));
  const { observation } = await observeAhead(settings, hasBlock, new Map());
  return observation === undefined ? undefined : JSON.stringify(observation);
}

/** From the next restart on the package has this bug, and no other. */
function setBug(name) {
  plant = bugs[name];
  loaded = new Map();
}

/** The SDK's wire format takes JSON alone; what it would refuse must not get past here. */
function assertSendable(value, path) {
  if (value === undefined || typeof value === "function" || typeof value === "bigint") {
    throw new Error(`Unexpected struct type at ${path}`);
  }
  if (value === null || typeof value !== "object") return;
  for (const [key, inner] of Object.entries(value)) assertSendable(inner, `${path}.${key}`);
}

async function answer({ callback, args }) {
  try {
    const own = { restart, setBug, lookAhead }[callback];
    const result = await (own === undefined ? provider[callback](...args) : own(...args));
    if (result !== undefined) assertSendable(result, callback);
    return { result };
  } catch (thrown) {
    if (!(thrown instanceof Error)) return { error: { message: `not an Error was thrown: ${String(thrown)}` } };
    const { message, code, id, properties, reasons } = thrown;
    if (properties !== undefined) assertSendable(properties, `${callback} properties`);
    return { error: { message, code, id, properties, reasons } };
  }
}

process.on("message", async (asked) => {
  const answered = await answer(asked);
  process.send({ number: asked.number, reported, ...answered });
  reported = [];
});
process.on("disconnect", () => process.exit());
