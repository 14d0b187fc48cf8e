import { Config } from "@pulumi/pulumi";
import { PartnerAdminLink } from "pulumi-partner-admin-link";

const config = new Config();

/** Client ID of a user-assigned identity; the machine's system-assigned one when absent. */
const clientId = config.get("clientId");

// Run elsewhere the program fails: the block lets nobody sign in but a managed identity of the machine.
const link = new PartnerAdminLink("machine", {
  partnerId: config.require("partnerId"),
  credential: { useMsi: true, ...(clientId === undefined ? {} : { clientId }) },
});

export const partnerName = link.partnerName;
export const linkedIdentity = link.id;
