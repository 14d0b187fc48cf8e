"use strict";

/* Runs in a Jest that cannot load ES modules, because Node.js was not given its flag. */

const { startEmulator } = require("partner-admin-link-emulator");

test("the emulator names the flag that Jest needs", async () => {
  const emulator = startEmulator();
  emulator.then(
    ({ close }) => close(),
    () => {},
  );
  await expect(emulator).rejects.toThrow("NODE_OPTIONS=--experimental-vm-modules");
});
