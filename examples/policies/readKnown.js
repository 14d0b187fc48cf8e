"use strict";

/** Stands for a value that a preview does not know. */
const unknown = Symbol("unknown");

/**
 * The property at a path, `undefined` where there is none, or {@link unknown}.
 *
 * A rule that reads an unknown value is ended by the SDK, which then prints a message about it. A rule of this pack goes on,
 * and leaves what only `pulumi up` can know to the run of `pulumi up`.
 */
function readKnown(props, ...path) {
  try {
    return path.reduce((value, name) => value?.[name], props);
  } catch (error) {
    if (error.constructor.name === "UnknownValueError") return unknown;
    throw error;
  }
}

module.exports = { readKnown, unknown };
