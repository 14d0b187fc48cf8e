"use strict";

const { CustomResource } = require("@pulumi/pulumi");

/** Answers its input `value` as the output `result`, so that `result` is unknown until the resource exists. */
const provider = `exports.handler = () => {
  const outs = (inputs) => ({ ...inputs, result: inputs.value });
  return {
    create: async (inputs) => ({ id: "later", outs: outs(inputs) }),
    update: async (_id, _olds, news) => ({ outs: outs(news) }),
  };
};`;

/** A resource of the same update whose output other resources take as input. */
class Later extends CustomResource {
  constructor(name, value, options) {
    super("pulumi-nodejs:dynamic/scenarios:Later", name, { __provider: provider, value, result: undefined }, options);
  }
}

module.exports = { Later };
