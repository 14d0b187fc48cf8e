"use strict";

const { CustomResource } = require("@pulumi/pulumi");

/** Another `principalId`, or one that is not known yet, is another assignment. */
const provider = `exports.handler = () => ({
  diff: async (_id, olds, news) => {
    const changes = olds.principalId !== news.principalId;
    return { changes, replaces: changes ? ["principalId"] : [] };
  },
  create: async (inputs) => ({ id: "assignment", outs: inputs }),
});`;

/** A resource whose one property cannot be changed, as a role assignment's. */
class Assignment extends CustomResource {
  constructor(name, inputs, options) {
    super("pulumi-nodejs:dynamic/scenarios:Assignment", name, { __provider: provider, ...inputs }, options);
  }
}

module.exports = { Assignment };
