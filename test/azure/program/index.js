"use strict";

const { PartnerAdminLink } = require("pulumi-partner-admin-link");

// The partner ID changes from one operation to the next; your own program would read stack config.
const { partnerId, expect, credential } = JSON.parse(process.env.PAL_AZURE_DECLARED);

// `expect` makes sure that only the identity is linked that was found without a link.
new PartnerAdminLink("acceptance", { partnerId, expect, credential });
