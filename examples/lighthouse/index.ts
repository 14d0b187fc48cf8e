import { RegistrationAssignment, RegistrationDefinition } from "@pulumi/azure-native/managedservices";
import { Provider } from "@pulumi/azure-native/provider";
import { Config } from "@pulumi/pulumi";
import { PartnerAdminLink } from "pulumi-partner-admin-link";

interface Customer {
  readonly tenantId: string;
  readonly subscriptionId: string;
}

/** Built-in roles by name. Reader alone is not among those known to earn recognition. */
const roles = {
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  supportRequestContributor: "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e",
  // Lets the partner end the delegation.
  managedServicesRegistrationAssignmentDelete: "91c1777a-f3dc-4fae-b103-61d183457e46",
};

const config = new Config();

// The service principal is in the partner's own tenant, and so is its link: one, whatever the number of customers.
const link = new PartnerAdminLink("operations", {
  partnerId: config.require("partnerId"),
  credential: {
    tenantId: config.require("tenantId"),
    clientId: config.require("clientId"),
    clientSecret: config.requireSecret("clientSecret"),
  },
});

// These are permanent. `eligibleAuthorizations`, to be activated when needed, count only while they are active, if at all.
const authorizations = Object.values(roles).map((roleDefinitionId) => ({
  principalId: link.objectId,
  principalIdDisplayName: "Fabrikam operations",
  roleDefinitionId,
}));

const customers = config.requireObject<Record<string, Customer>>("customers");
for (const [name, { tenantId, subscriptionId }] of Object.entries(customers)) {
  const provider = new Provider(name, { tenantId, subscriptionId });
  const scope = `/subscriptions/${subscriptionId}`;
  const definition = new RegistrationDefinition(
    name,
    {
      scope,
      properties: {
        registrationDefinitionName: "Fabrikam operations",
        managedByTenantId: link.tenantId,
        authorizations,
      },
    },
    { provider },
  );
  new RegistrationAssignment(name, { scope, properties: { registrationDefinitionId: definition.id } }, { provider });
}

export const partnerName = link.partnerName;
export const linkedIdentity = link.id;
