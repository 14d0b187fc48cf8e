"use strict";

const { PolicyPack } = require("@pulumi/policy");
const { linkRules } = require("./linkRules");
const { nativePartnerRule } = require("./nativePartnerRule");
const { roleRules } = require("./roleRules");

new PolicyPack("partner-admin-link", { policies: [...linkRules, ...roleRules, nativePartnerRule] });
