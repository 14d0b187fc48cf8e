import { Config } from "@pulumi/pulumi";
import { PartnerAdminLink } from "pulumi-partner-admin-link";

const config = new Config();
const partnerId = config.require("partnerId");

/** Tenant ID of each customer whose guest the user is. */
const customers = config.requireObject<Record<string, string>>("customers");

// Every invitation makes another object id, and every object id is an identity with a link of its own.
const links = Object.entries(customers).map(([customer, tenantId]) => {
  return new PartnerAdminLink(customer, { partnerId, credential: { useCli: true, tenantId } });
});

export const linkedIdentities = links.map(({ id }) => id);
