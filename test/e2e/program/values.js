"use strict";

const { secret } = require("@pulumi/pulumi");

/**
 * Turns a declared value into an input: `{ $secret: value }` into a secret, `{ $output: "resource.property" }` into
 * the output of a resource declared before, `{ $variable: name }` into what the environment holds, anything else into
 * itself.
 */
function inputOf(value, resources) {
  if (Array.isArray(value)) return value.map((item) => inputOf(item, resources));
  if (value === null || typeof value !== "object") return value;
  if ("$secret" in value) return secret(value.$secret);
  if ("$output" in value) return outputOf(value.$output, resources);
  if ("$variable" in value) return process.env[value.$variable];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inputOf(inner, resources)]));
}

function outputOf(path, resources) {
  const [name, property] = path.split(".");
  return resourceNamed(name, resources)[property];
}

function resourceNamed(name, resources) {
  const resource = resources.get(name);
  if (resource === undefined) throw new Error(`the declaration names ${name}, which is not declared before it`);
  return resource;
}

module.exports = { inputOf, resourceNamed };
