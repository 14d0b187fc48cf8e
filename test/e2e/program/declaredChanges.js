"use strict";

let first;

/** The same observation with another time and of another partner, so that it matters whether it is believed. */
async function older(observation) {
  const { live, ...seen } = JSON.parse(await observation);
  return JSON.stringify({ ...seen, time: "2020-01-01T00:00:00.000Z", live: { ...live, partnerId: "654321" } });
}

/** What a transformation may do to what a resource tells the provider beside its arguments. */
exports.declaredChanges = {
  rebuilt: (declared) => ({ ...declared }),
  frozen: (declared) => Object.freeze(declared),
  dropped: () => undefined,
  emptied: () => ({}),
  "a text": (declared) => JSON.stringify(declared),
  "grown old": (declared) => ({ ...declared, observation: older(declared.observation) }),
  "of another": (declared) => ({ ...declared, observation: (first ??= declared.observation) }),
};
