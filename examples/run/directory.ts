import type { Directory } from "partner-admin-link-emulator";

/** The partner, whose own tenant this is. */
export const fabrikam = {
  tenantId: "22222222-2222-4222-8222-222222222222",
  megan: "22222222-aaaa-4aaa-8aaa-000000000002",
} as const;

/** A customer. */
export const contoso = {
  tenantId: "11111111-1111-4111-8111-111111111111",
  deploy: {
    objectId: "11111111-aaaa-4aaa-8aaa-000000000001",
    clientId: "11111111-cccc-4ccc-8ccc-000000000001",
  },
  machine: "11111111-aaaa-4aaa-8aaa-000000000003",
  meganAsGuest: "11111111-aaaa-4aaa-8aaa-000000000004",
  userAssigned: {
    objectId: "11111111-aaaa-4aaa-8aaa-000000000006",
    clientId: "11111111-cccc-4ccc-8ccc-000000000006",
  },
} as const;

/** Another customer. */
export const tailspin = {
  tenantId: "33333333-3333-4333-8333-333333333333",
  meganAsGuest: "33333333-aaaa-4aaa-8aaa-000000000004",
} as const;

/** The partner that every example links. */
export const partnerId = "123456";

const megan = { tenantId: fabrikam.tenantId, objectId: fabrikam.megan };

/** Everybody who signs in in an example. */
export const directory: Directory = {
  tenants: [
    {
      tenantId: fabrikam.tenantId,
      name: "Fabrikam",
      domain: "fabrikam.example",
      principals: [{ name: "megan@fabrikam.example", kind: "user", objectId: fabrikam.megan }],
    },
    {
      tenantId: contoso.tenantId,
      name: "Contoso",
      domain: "contoso.example",
      principals: [
        {
          name: "contoso-deploy",
          kind: "servicePrincipal",
          ...contoso.deploy,
          federatedCredentials: [{ subject: "repo:contoso/infrastructure:ref:refs/heads/main" }],
        },
        {
          name: "contoso-machine",
          kind: "managedIdentity",
          objectId: contoso.machine,
          clientId: "11111111-cccc-4ccc-8ccc-000000000003",
        },
        { name: "contoso-user-assigned", kind: "managedIdentity", ...contoso.userAssigned },
        guest("contoso.example", contoso.meganAsGuest),
      ],
    },
    {
      tenantId: tailspin.tenantId,
      name: "Tailspin",
      domain: "tailspin.example",
      principals: [guest("tailspin.example", tailspin.meganAsGuest)],
    },
  ],
  partners: [{ partnerId, name: "Fabrikam Consulting", account: "location" }],
  machine: { managedIdentity: { tenantId: contoso.tenantId, objectId: contoso.machine }, azureCli: megan },
};

/** The same person under another object id. */
function guest(domain: string, objectId: string) {
  return { name: `megan_fabrikam.example#EXT#@${domain}`, kind: "user", objectId, home: megan } as const;
}
