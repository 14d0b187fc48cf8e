"use strict";

const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");

/** Loaded by the SDK's dynamic-provider process, whose working directory is this folder. */
const providerText = 'exports.handler = () => require(process.cwd() + "/provider.js").provider;';

const declaration = JSON.parse(readFileSync(process.env.SCRIPT_DECLARATION, "utf8"));
const resources = new Map();

class Scripted extends pulumi.CustomResource {
  constructor(name, props, options) {
    super("pulumi-nodejs:dynamic/scripted:Scripted", name, { made: undefined, ...props, __provider: providerText }, options);
  }
}

class Foreign extends pulumi.CustomResource {
  constructor(name, props, options) {
    super("other:index:Foreign", name, { made: undefined, ...props }, options);
  }
}

/** `{ "$of": ["name", "property"] }` and `{ "$secret": value }` stand for what JSON cannot say. */
function inputOf(value) {
  if (Array.isArray(value)) return value.map(inputOf);
  if (value === null || typeof value !== "object") return value;
  if (value.$of) return resources.get(value.$of[0])[value.$of[1]];
  if ("$secret" in value) return pulumi.secret(inputOf(value.$secret));
  if (value.$config) return new pulumi.Config().requireSecret(value.$config);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inputOf(inner)]));
}

function aliasOf(alias) {
  if (typeof alias === "string" || alias.parent === undefined) return alias;
  return { ...alias, parent: alias.parent === "root" ? pulumi.rootStackResource : resources.get(alias.parent) };
}

function optionsOf({ parent, dependsOn, aliases, ...others } = {}) {
  return {
    ...others,
    ...(parent && { parent: resources.get(parent) }),
    ...(dependsOn && { dependsOn: dependsOn.map((name) => resources.get(name)) }),
    ...(aliases && { aliases: aliases.map(aliasOf) }),
  };
}

function register({ name, kind = "scripted", props = {}, options }) {
  const inputs = inputOf(props);
  const given = optionsOf(options);
  if (kind === "component") return new pulumi.ComponentResource("scripted:index:Group", name, inputs, given);
  if (kind === "foreign") return new Foreign(name, inputs, given);
  return new Scripted(name, { name, ...inputs }, given);
}

for (const line of declaration.prints ?? []) console.log(line);
for (const resource of declaration.resources ?? []) resources.set(resource.name, register(resource));
if (declaration.throws) throw new Error(declaration.throws);
module.exports = inputOf(declaration.outputs ?? {});
