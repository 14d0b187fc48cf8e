"use strict";

/*
 * One operation on a stack in a process of its own, so that a test can kill or interrupt the engine: this process where
 * the stand-in runs, `pulumi` below it where the CLI does. The parent sends what to do and receives what is printed, then
 * the result.
 */

const { cliStack, standInStack } = require("partner-admin-link-emulator/engine");

async function operate({ engine, stack, run }) {
  const open = engine === "cli" ? cliStack : standInStack;
  const onOutput = (output) => process.send({ output });
  return (await open({ ...stack, onOutput }))[run]();
}

process.once("message", async (request) => {
  const result = await operate(request);
  process.send({ result }, () => process.disconnect());
});
