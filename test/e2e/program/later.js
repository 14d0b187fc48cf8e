"use strict";

const { CustomResource } = require("@pulumi/pulumi");

/**
 * Returns its input `value` as the output `result`, so that `result` is unknown until the resource exists. With `fails`
 * its creation fails.
 */
const provider = `exports.handler = () => {
  const outs = (inputs) => ({ ...inputs, result: inputs.value });
  return {
    create: async (inputs) => {
      if (inputs.fails) throw new Error("this resource always fails");
      return { id: "later", outs: outs(inputs) };
    },
    update: async (_id, _olds, news) => ({ outs: outs(news) }),
  };
};`;

/** A resource of the same update whose output other resources take as input. */
class Later extends CustomResource {
  constructor(name, inputs, options) {
    super(
      "pulumi-nodejs:dynamic/scenarios:Later",
      name,
      { __provider: provider, ...inputs, result: undefined },
      options,
    );
  }
}

module.exports = { Later };
