import { getClientConfigOutput, RoleAssignment } from "@pulumi/azure-native/authorization";
import { Application, ApplicationPassword, ServicePrincipal } from "@pulumi/azuread";
import { Config, interpolate } from "@pulumi/pulumi";
import { PartnerAdminLink } from "pulumi-partner-admin-link";

/** The built-in role Support Request Contributor. */
const supportRequestContributor = "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e";

const config = new Config();
const { subscriptionId, tenantId } = getClientConfigOutput();

const application = new Application("operations", { displayName: "Fabrikam operations" });
const servicePrincipal = new ServicePrincipal("operations", { clientId: application.clientId });
const password = new ApplicationPassword("operations", { applicationId: application.id });

// An identity can link nobody but itself, so the link signs in as the new service principal, not as who runs the update.
// In the first preview the secret is unknown. In the update Entra may refuse it for some minutes, which the link waits for.
const link = new PartnerAdminLink("operations", {
  partnerId: config.require("partnerId"),
  credential: { tenantId, clientId: application.clientId, clientSecret: password.value },
  expect: { objectId: servicePrincipal.objectId },
});

new RoleAssignment("recognition", {
  scope: config.require("scope"),
  principalId: servicePrincipal.objectId,
  // Naming the kind saves Azure a directory look-up, which fails for identities made seconds ago.
  principalType: "ServicePrincipal",
  roleDefinitionId: interpolate`/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${supportRequestContributor}`,
});

export const partnerName = link.partnerName;
export const linkedIdentity = link.objectId;
