"use strict";

const { validateResourceOfType } = require("@pulumi/policy");
const { Config } = require("@pulumi/pulumi");
const { PartnerAdminLink } = require("pulumi-partner-admin-link");
const { signsInAsPersonInPipeline } = require("./personsSignIn");
const { readKnown, unknown } = require("./readKnown");

/** A link that the program reads with `get` declares nothing. */
function ofDeclaredLink(validate) {
  return validateResourceOfType(PartnerAdminLink, (props, args, reportViolation) => {
    if (readKnown(props, "partnerId") !== undefined) validate(props, args, reportViolation);
  });
}

const partnerIdRule = {
  name: "pal-partner-id",
  description: "A link names a partner ID of the configured list.",
  enforcementLevel: "mandatory",
  severity: "high",
  configSchema: {
    properties: { partnerIds: { type: "array", items: { type: "string", pattern: "^[0-9]+$" }, minItems: 1 } },
    required: ["partnerIds"],
  },
  validateResource: ofDeclaredLink((props, args, reportViolation) => {
    const partnerId = readKnown(props, "partnerId");
    const { partnerIds = [] } = args.getConfig();
    if (partnerId === unknown || partnerIds.includes(partnerId)) return;
    reportViolation("The partner ID is not in partnerIds of the policy config: correct the link, or add the ID there.");
  }),
};

const expectRule = {
  name: "pal-expect",
  description: "A link has assertions about its identity and its partner.",
  severity: "medium",
  validateResource: ofDeclaredLink((props, _args, reportViolation) => {
    const expected = readKnown(props, "expect");
    if (expected === unknown || Object.keys(expected ?? {}).length > 0) return;
    reportViolation("Set expect, with tenantId, objectId or partnerName: without it the wrong identity may be linked.");
  }),
};

const driftCheckRule = {
  name: "pal-drift-check",
  description: "Previews read the link.",
  severity: "medium",
  validateResource: ofDeclaredLink((props, _args, reportViolation) => {
    if (readKnown(props, "driftCheck") !== "off") return;
    reportViolation('driftCheck is "off", so no preview notices drift: set "required" or "bestEffort".');
  }),
};

const noUserInCiRule = {
  name: "pal-no-user-in-ci",
  description: "A pipeline links an application or a managed identity, not a person.",
  severity: "medium",
  validateResource: ofDeclaredLink((props, _args, reportViolation) => {
    // A pack is given the config and the environment of the stack.
    const config = new Config("azure-native");
    if (!signsInAsPersonInPipeline(props, (key) => config.get(key), process.env)) return;
    reportViolation(
      "In this pipeline the link signs in by the Azure CLI, so whoever is logged in there is linked: name an application or a managed identity.",
    );
  }),
};

module.exports = { linkRules: [partnerIdRule, expectRule, driftCheckRule, noUserInCiRule] };
