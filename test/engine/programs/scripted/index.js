"use strict";

const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");

/** Loaded by the SDK's dynamic-provider process, whose working directory is this folder. */
const providerText = 'exports.handler = () => require(process.cwd() + "/provider.js").provider;';

const declaration = JSON.parse(readFileSync(process.env.SCRIPT_DECLARATION, "utf8"));
const resources = new Map();

class Scripted extends pulumi.CustomResource {
  constructor(name, props, options) {
    const inputs = { made: undefined, found: undefined, ...props, __provider: providerText };
    super("pulumi-nodejs:dynamic/scripted:Scripted", name, inputs, options);
  }
}

class Foreign extends pulumi.CustomResource {
  constructor(name, props, options) {
    super("other:index:Foreign", name, { made: undefined, ...props }, options);
  }
}

/** `$of`, `$secret` and `$config` stand for what JSON cannot say. */
function inputOf(value) {
  if (Array.isArray(value)) return value.map(inputOf);
  if (value === null || typeof value !== "object") return value;
  if (value.$of) return resources.get(value.$of[0])[value.$of[1]];
  if ("$secret" in value) return pulumi.secret(inputOf(value.$secret));
  if (value.$config) return new pulumi.Config().getSecret(value.$config);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inputOf(inner)]));
}

function resourceNamed(name) {
  return name === "stack" ? pulumi.rootStackResource : resources.get(name);
}

function aliasOf(alias) {
  return alias.parent === undefined ? alias : { ...alias, parent: resourceNamed(alias.parent) };
}

/** Options name resources of the program by their names. */
function optionsOf({ parent, provider, dependsOn, aliases, ...others } = {}) {
  return {
    ...others,
    ...(parent && { parent: resourceNamed(parent) }),
    ...(provider && { provider: resourceNamed(provider) }),
    ...(dependsOn && { dependsOn: dependsOn.map(resourceNamed) }),
    ...(aliases && { aliases: aliases.map(aliasOf) }),
  };
}

function register({ name, kind, props = {}, options }) {
  const inputs = inputOf(props);
  const given = optionsOf(options);
  switch (kind) {
    case "component":
      return new pulumi.ComponentResource("scripted:index:Group", name, inputs, given);
    case "provider":
      return new pulumi.ProviderResource("pulumi-nodejs", name, inputs, given);
    case "foreign":
      return new Foreign(name, inputs, given);
    default:
      return new Scripted(name, { name, ...inputs }, given);
  }
}

for (const line of declaration.prints ?? []) console.log(line);
if (declaration.asks === "transform") pulumi.runtime.registerStackTransformation?.(() => undefined);
for (const resource of declaration.resources ?? []) resources.set(resource.name, register(resource));
for (const { of: name, outputs } of declaration.componentOutputs ?? []) {
  resources.get(name).registerOutputs(inputOf(outputs));
}
if (declaration.throws) throw new Error(declaration.throws);
if (declaration.exits) process.exit(declaration.exits);
module.exports = inputOf(declaration.outputs ?? {});
