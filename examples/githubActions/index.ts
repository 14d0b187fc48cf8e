import { Config } from "@pulumi/pulumi";
import { PartnerAdminLink } from "pulumi-partner-admin-link";

const config = new Config();

// No `credential` block: the workflow's environment (ARM_USE_OIDC, ARM_CLIENT_ID, ARM_TENANT_ID) says who signs in, to this
// package and to azure-native alike. `expect` says who it must be: an update from a laptop stops instead of linking its user.
const link = new PartnerAdminLink("pipeline", {
  partnerId: config.require("partnerId"),
  expect: { objectId: config.require("objectId") },
});

export const partnerName = link.partnerName;
