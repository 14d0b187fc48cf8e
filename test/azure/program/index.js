"use strict";

const { Config } = require("@pulumi/pulumi");
const { PartnerAdminLink } = require("pulumi-partner-admin-link");

// Another partner ID from one operation to the next; a program of your own reads stack config.
const { partnerId, expect } = JSON.parse(process.env.PAL_AZURE_DECLARED);

// The guard makes it impossible to link another identity than the one that was found without a link.
new PartnerAdminLink("acceptance", { partnerId, expect, credential: new Config().requireSecretObject("credential") });
