import { PartnerAdminLink } from "pulumi-partner-admin-link";
import { Assignment } from "./assignment";

/** The demo changes the declared partner from one step to the next; a program of your own reads stack config. */
const link = new PartnerAdminLink("operations", { partnerId: process.env["DEMO_PARTNER_ID"] ?? "" });

// A link earns recognition where its identity has a role. The assignment hangs on the identity, whatever its partner.
new Assignment("recognition", { principalId: link.objectId });

export const partnerName = link.partnerName;
