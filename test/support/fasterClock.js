"use strict";

/*
 * Preload script: makes time pass faster for a provider process, so that nobody waits for retries and time-outs.
 * PAL_FASTER_WAITS divides what a timer waits, PAL_FASTER_BOUNDS what a longer one or a signal waits before it ends a
 * request.
 */

const promises = require("node:timers/promises");

const faster = (name) => Number(process.env[name] ?? 1);
const waits = faster("PAL_FASTER_WAITS");
const bounds = faster("PAL_FASTER_BOUNDS");

/** Nobody waits longer before another attempt, and no request is ended earlier; milliseconds. */
const longestWait = 20_000;
const shortened = (ms = 0) => ms / (ms > longestWait ? bounds : waits);

const { setTimeout: wait, AbortSignal } = globalThis;
globalThis.setTimeout = Object.assign((run, ms, ...args) => wait(run, shortened(ms), ...args), wait);

const pause = promises.setTimeout;
promises.setTimeout = (ms, ...args) => pause((ms ?? 0) / waits, ...args);

const bound = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => bound(Math.ceil(ms / bounds));
