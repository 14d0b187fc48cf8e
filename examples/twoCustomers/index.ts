import { getClientConfigOutput, RoleAssignment } from "@pulumi/azure-native/authorization";
import { Provider } from "@pulumi/azure-native/provider";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import { Config } from "@pulumi/pulumi";
import { PartnerAdminLink } from "pulumi-partner-admin-link";

interface Customer {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clientId: string;
}

/** The built-in role Support Request Contributor. */
const supportRequestContributor = "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e";

const config = new Config();
const partnerId = config.require("partnerId");
const location = config.get("location") ?? "westeurope";

function deployTo(name: string, { tenantId, subscriptionId, clientId }: Customer): PartnerAdminLink {
  const credential = { tenantId, clientId, clientSecret: config.requireSecret(`${name}Secret`) };
  const provider = new Provider(name, { subscriptionId, ...credential });

  // A provider does not reach a dynamic resource, so the link gets the same settings as its `credential`. `expect` makes
  // sure of it: what azure-native deploys as is what is linked, or nothing is.
  const link = new PartnerAdminLink(name, {
    partnerId,
    credential,
    expect: { objectId: getClientConfigOutput({ provider }).objectId },
  });

  const resourceGroup = new ResourceGroup(name, { location }, { provider });
  const roles = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions`;
  new RoleAssignment(
    name,
    {
      scope: resourceGroup.id,
      principalId: link.objectId,
      principalType: "ServicePrincipal",
      roleDefinitionId: `${roles}/${supportRequestContributor}`,
    },
    { provider },
  );
  return link;
}

const customers = config.requireObject<Record<string, Customer>>("customers");
const links = Object.entries(customers).map(([name, customer]) => deployTo(name, customer));

export const linkedIdentities = links.map(({ id }) => id);
