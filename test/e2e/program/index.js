"use strict";

const { readFileSync } = require("node:fs");
const { ComponentResource, DependencyProviderResource } = require("@pulumi/pulumi");
const { getPartnerAdminLink, getPartnerAdminLinkOutput, PartnerAdminLink } = require("pulumi-partner-admin-link");
const { Assignment } = require("./assignment");
const { Later } = require("./later");
const { NativePartner } = require("./nativePartner");
const { declaredChanges } = require("./declaredChanges");
const { inputOf, resourceNamed } = require("./values");

const declaration = JSON.parse(readFileSync(process.env.PAL_DECLARATION, "utf8"));
const resources = new Map();

/** Options that name resources of the program by their names; the others are given as they stand. */
function optionsOf({ parent, dependsOn, adding, changing, ...others } = {}) {
  return {
    ...others,
    ...(adding === undefined ? {} : { transformations: [transformationAdding(adding)] }),
    ...(changing === undefined ? {} : { transformations: [transformationChanging(changing)] }),
    ...(parent === undefined ? {} : { parent: resourceNamed(parent, resources) }),
    ...(dependsOn === undefined ? {} : { dependsOn: dependsOn.map((name) => resourceNamed(name, resources)) }),
  };
}

function transformationAdding(added) {
  return ({ props, opts }) => ({ props: { ...props, ...inputOf(added, resources) }, opts });
}

function transformationChanging(how) {
  return ({ props, opts }) => ({ props: { ...props, __declared: declaredChanges[how](props.__declared) }, opts });
}

/** A provider of which nothing but its package is looked at: no plugin is started for it. */
function providerOf(name) {
  return new DependencyProviderResource(`urn:pulumi:test::scenarios::pulumi:providers:${name}::own::id`);
}

function linkOf({ name, get, args = {}, options }) {
  const inputs = inputOf(args, resources);
  if (get === undefined) return new PartnerAdminLink(name, inputs, optionsOf(options));
  return PartnerAdminLink.get(name, get, inputs, optionsOf(options));
}

function lookUp({ args, form }) {
  const inputs = args && inputOf(args, resources);
  return form === "output" ? getPartnerAdminLinkOutput(inputs) : getPartnerAdminLink(inputs);
}

for (const { name, parent, providers = [] } of declaration.components ?? []) {
  const options = { ...optionsOf({ parent }), providers: providers.map(providerOf) };
  resources.set(name, new ComponentResource("scenarios:index:Group", name, {}, options));
}
for (const { name, value, isSecret, fails, options } of declaration.later ?? []) {
  const secrets = isSecret ? { additionalSecretOutputs: ["value", "result"] } : {};
  const inputs = { value: inputOf(value, resources), ...(fails ? { fails } : {}) };
  resources.set(name, new Later(name, inputs, { ...optionsOf(options), ...secrets }));
}
for (const { name, partnerId, options } of declaration.nativePartners ?? []) {
  resources.set(name, new NativePartner(name, { partnerId }, options));
}
for (const link of declaration.links ?? []) resources.set(link.name, linkOf(link));
for (const { name, principalId, options } of declaration.assignments ?? []) {
  resources.set(name, new Assignment(name, { principalId: inputOf(principalId, resources) }, optionsOf(options)));
}

const outputs = inputOf(declaration.outputs ?? {}, resources);
for (const lookup of declaration.lookups ?? []) outputs[lookup.name] = lookUp(lookup);
module.exports = outputs;
