"use strict";

const replacements = new WeakSet();

/** Replaces what a module exports, once: modules of the package call each other by their exports. */
function wrap(exported, name, make) {
  const original = exported[name];
  if (typeof original !== "function") throw new Error(`${name} is no function of that module`);
  if (replacements.has(original)) return;
  exported[name] = make(original.bind(exported));
  replacements.add(exported[name]);
}

/** Does what the original does, and answers something else. */
function answering(answer) {
  return (original) =>
    (...args) => {
      original(...args);
      return answer;
    };
}

module.exports = { answering, wrap };
