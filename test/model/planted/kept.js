"use strict";

const { wrap } = require("./wrap");

/** Bugs in what the engine is given to keep. */
module.exports = {
  "tokens of one run are kept": (load) => {
    wrap(load("runtime/declaration"), "toInputs", (original) => (declaration, ids) => {
      const inputs = original(declaration, ids);
      const { tokens } = declaration;
      if (Object.keys(tokens).length === 0) return inputs;
      return { ...inputs, credential: { ...inputs.credential, ...tokens } };
    });
  },

  "an identity that is not known is so outside a preview too": (load) => {
    for (const name of ["checkCreation", "checkExisting"]) {
      wrap(load("runtime/check"), name, (original) => async (...args) => {
        const { ids = "unknown", failures } = await original(...args);
        return { ids, failures };
      });
    }
  },

  "check names whoever has signed in": (load) => {
    const { signInFor } = load("runtime/session");
    wrap(load("runtime/check"), "checkExisting", (original) => async (declaration, state) => {
      const { ids, failures } = await original(declaration, state);
      const session = await signInFor(declaration).catch(() => undefined);
      return { ids: session?.identity ?? ids, failures };
    });
  },

  "a secret is not marked": (load) => {
    wrap(load("runtime/wire"), "secret", () => (value) => value);
  },

  "read gives other inputs than check": (load) => {
    wrap(load("runtime/index").provider, "read", (original) => async (...args) => {
      const read = await original(...args);
      if (read.inputs !== undefined) delete read.inputs.objectId;
      return read;
    });
  },

  "a failure that is kept in state has no __provider": (load) => {
    wrap(load("runtime/linkState"), "keepInState", (original) => (...args) => {
      const failure = original(...args);
      delete failure.properties["__provider"];
      return failure;
    });
  },
};
