"use strict";

/*
 * Preload script: writes what the process's heap holds after a collection, again and again, into a file of the folder that
 * BENCH_HEAP names. The last line tells what is left when the work is done.
 */

const { appendFileSync } = require("node:fs");
const { join } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

const folder = process.env.BENCH_HEAP;
const script = process.argv[1] ?? "";
const kind = script.includes("dynamic-provider") ? "provider" : script.includes("run") ? "program" : undefined;

if (folder !== undefined && kind !== undefined) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const write = () => {
    collect();
    appendFileSync(join(folder, kind), `${process.memoryUsage().heapUsed}\n`);
  };
  setInterval(write, 1000).unref();
  process.on("exit", write);
}
