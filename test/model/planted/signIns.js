"use strict";

const { wrap } = require("./wrap");

/** Bugs in what is made of somebody else's sign-in, and of a token that is missing. */
module.exports = {
  "another application passes as the linked one": (load) => {
    const { linkIdOf, pairOf } = load("azure/identity");
    wrap(load("runtime/session"), "observeFor", (original) => async (declaration, id) => {
      const observation = await original(declaration, id);
      const { identity } = observation;
      if (id === undefined || identity === undefined || identity.isPerson || linkIdOf(identity) === id)
        return observation;
      return { identity: { ...identity, ...pairOf(id) }, live: { partnerId: declaration.partnerId } };
    });
  },

  "read concludes from somebody else's link": (load) => {
    const { pairOf } = load("azure/identity");
    wrap(load("runtime/session"), "observeForState", (original) => async (id, declaration) => {
      const observation = await original(id, declaration);
      const { identity } = observation;
      return identity === undefined ? observation : { ...observation, identity: { ...identity, ...pairOf(id) } };
    });
  },

  "a colleague's preview shows a change": (load) => {
    wrap(load("runtime/session"), "observeFor", (original) => async (...args) => {
      const observation = await original(...args);
      const { identity } = observation;
      return identity === undefined ? observation : { ...observation, identity: { ...identity, isPerson: false } };
    });
  },

  "an identity that is named does not replace the linked one": (load) => {
    wrap(load("runtime/identityChange"), "expectsOther", () => () => false);
  },

  "the link of an identity that signs in no more keeps the stack from going on": (load) => {
    wrap(load("runtime/run").run, "namesOther", () => () => false);
  },

  "a link is left to an identity that nobody has replaced": (load) => {
    const { run } = load("runtime/run");
    wrap(run, "namesOther", () => (urn, id) => {
      const declared = run.reservations.get(urn)?.id;
      return declared !== undefined && declared !== id;
    });
  },

  "another way to sign in stands in for a token that is missing": (load) => {
    wrap(load("azure/settings"), "resolveSettings", (original) => (block, sources, takenOut = []) => {
      const settings = original(block, sources, takenOut);
      const missing = takenOut.filter((name) => settings[name] === undefined);
      if (missing.length === 0) return settings;
      const pretended = missing.map((name) => [name, { value: "", source: "nowhere" }]);
      return { ...original(undefined, sources), ...Object.fromEntries(pretended) };
    });
  },

  "a refresh without a token passes over a link that must be verified": (load) => {
    wrap(load("runtime/read"), "refresh", (original) => async (...args) => {
      try {
        return await original(...args);
      } catch (error) {
        if (error.code !== "PAL_CONFIG_INVALID") throw error;
        return { is: "unchanged" };
      }
    });
  },
};
