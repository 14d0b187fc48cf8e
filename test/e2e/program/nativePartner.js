"use strict";

const { CustomResource } = require("@pulumi/pulumi");

/** The provider process loads the code from the project's folder, as it loads that of a link. */
const provider = `exports.handler = () =>
  require("module").createRequire(process.cwd() + "/")("./nativePartnerProvider.js").provider;`;

/** Stands for azure-native's `managementpartner.Partner`, whose plugin does not run without a network. */
class NativePartner extends CustomResource {
  constructor(name, inputs, options) {
    super(
      "pulumi-nodejs:dynamic/scenarios:NativePartner",
      name,
      { __provider: provider, ...inputs, objectId: undefined },
      options,
    );
  }
}

module.exports = { NativePartner };
