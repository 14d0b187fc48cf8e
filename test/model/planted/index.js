"use strict";

/**
 * Bugs by name. Each replaces what modules of the built package export to each other, after they have been loaded;
 * `load("runtime/plan")` gives the exports of one.
 */
module.exports = {
  ...require("./decisions"),
  ...require("./kept"),
  ...require("./services"),
  ...require("./signIns"),
};
