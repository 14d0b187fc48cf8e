import type { Directory } from "./types";

const customerTenantId = "11111111-1111-4111-8111-111111111111";
const partnerTenantId = "22222222-2222-4222-8222-222222222222";
const meganAtHome = "22222222-aaaa-4aaa-8aaa-000000000002";
const contosoPipeline = "11111111-aaaa-4aaa-8aaa-000000000003";

/**
 * The directory an emulator has unless it is given another: a customer's tenant and a partner's, in each a service
 * principal, a user and a managed identity. Megan of the partner is a guest of the customer under another object id.
 * 123455 is the global account above the location account 123456. The machine has the customer's managed identity, and
 * Megan has signed in to the Azure CLI.
 */
export const defaultDirectory: Directory = {
  tenants: [
    {
      tenantId: customerTenantId,
      name: "Contoso",
      domain: "contoso.example",
      principals: [
        {
          name: "contoso-deploy",
          kind: "servicePrincipal",
          objectId: "11111111-aaaa-4aaa-8aaa-000000000001",
          clientId: "11111111-cccc-4ccc-8ccc-000000000001",
          clientSecrets: ["not-a-secret-contoso-deploy"],
          federatedCredentials: [{ subject: "repo:contoso/infrastructure:ref:refs/heads/main" }],
        },
        { name: "adele@contoso.example", kind: "user", objectId: "11111111-aaaa-4aaa-8aaa-000000000002" },
        {
          name: "contoso-pipeline",
          kind: "managedIdentity",
          objectId: contosoPipeline,
          clientId: "11111111-cccc-4ccc-8ccc-000000000003",
        },
        {
          name: "megan_fabrikam.example#EXT#@contoso.example",
          kind: "user",
          objectId: "11111111-aaaa-4aaa-8aaa-000000000004",
          home: { tenantId: partnerTenantId, objectId: meganAtHome },
        },
      ],
    },
    {
      tenantId: partnerTenantId,
      name: "Fabrikam",
      domain: "fabrikam.example",
      principals: [
        {
          name: "fabrikam-deploy",
          kind: "servicePrincipal",
          objectId: "22222222-aaaa-4aaa-8aaa-000000000001",
          clientId: "22222222-cccc-4ccc-8ccc-000000000001",
          clientSecrets: ["not-a-secret-fabrikam-deploy"],
        },
        { name: "megan@fabrikam.example", kind: "user", objectId: meganAtHome },
        {
          name: "fabrikam-pipeline",
          kind: "managedIdentity",
          objectId: "22222222-aaaa-4aaa-8aaa-000000000003",
          clientId: "22222222-cccc-4ccc-8ccc-000000000003",
        },
      ],
    },
  ],
  partners: [
    { partnerId: "123456", name: "Fabrikam Consulting", account: "location" },
    { partnerId: "654321", name: "Northwind Services", account: "location" },
    { partnerId: "123455", name: "Fabrikam Worldwide", account: "global" },
  ],
  machine: {
    managedIdentity: { tenantId: customerTenantId, objectId: contosoPipeline },
    azureCli: { tenantId: partnerTenantId, objectId: meganAtHome },
  },
};
