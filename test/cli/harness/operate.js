"use strict";

/*
 * One operation on a stack in a process of its own, so that a test can kill or interrupt the engine: `pulumi` runs below
 * this one. The parent sends what to do and receives what is printed, then
 * the result.
 */

const { cliStack } = require("../../../build/examples/cli");

async function operate({ stack, run }) {
  const onOutput = (output) => process.send({ output });
  return (await cliStack({ ...stack, onOutput }))[run]();
}

process.once("message", async (request) => {
  const result = await operate(request);
  process.send({ result }, () => process.disconnect());
});
