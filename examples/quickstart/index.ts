import { getClientConfigOutput, RoleAssignment } from "@pulumi/azure-native/authorization";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import { Config, interpolate } from "@pulumi/pulumi";
import { PartnerAdminLink } from "pulumi-partner-admin-link";

/** The built-in role Support Request Contributor, the least privileged of the roles known to count for partner earned credit. */
const supportRequestContributor = "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e";

const config = new Config();

// The link says: what this identity manages counts for this partner. Without a `credential` block that is the identity
// azure-native deploys with: both read the same stack config (azure-native:clientId …) and environment (ARM_CLIENT_ID …).
const link = new PartnerAdminLink("link", { partnerId: config.require("partnerId") });

const resourceGroup = new ResourceGroup("customer");

// A link alone earns nothing. Recognition covers what lies below the scope of an eligible role assignment of the linked
// identity, so the assignment is made for `link.objectId`, and at exactly the scope that deserves it.
const { subscriptionId } = getClientConfigOutput();
new RoleAssignment("recognition", {
  scope: resourceGroup.id,
  principalId: link.objectId,
  // Naming the kind saves Azure a directory look-up, which fails for identities made seconds ago.
  principalType: config.get("principalType") ?? "ServicePrincipal",
  roleDefinitionId: interpolate`/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${supportRequestContributor}`,
});

export const partnerName = link.partnerName;
export const linkedIdentity = link.objectId;
export const recognisedScope = resourceGroup.id;
