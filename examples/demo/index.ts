import { PartnerAdminLink } from "pulumi-partner-admin-link";

/** The demo changes the declared partner from one step to the next; a program of your own reads stack config. */
const link = new PartnerAdminLink("operations", { partnerId: process.env["DEMO_PARTNER_ID"] ?? "" });

export const partnerName = link.partnerName;
