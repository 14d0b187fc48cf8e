"use strict";

const { CustomResource, output, secret } = require("@pulumi/pulumi");

const provider = `exports.handler = () => require(${JSON.stringify(require.resolve("./provider.js"))});`;

class Noted extends CustomResource {
  constructor(name, inputs, dependsOn) {
    super("pulumi-nodejs:dynamic/noted:Noted", name, { __provider: provider, name, ...inputs }, { dependsOn });
  }
}

/** Each of the declared resources depends on those before it. */
const made = [];
for (const [name, { isSecret, ...inputs }] of Object.entries(JSON.parse(process.env.RESOURCES))) {
  const value = isSecret ? secret(inputs.value) : inputs.value;
  made.push(new Noted(name, { ...inputs, value }, [...made]));
  exports[name] = output(value);
}

if (process.env.BREAKS) throw new Error(process.env.BREAKS);
