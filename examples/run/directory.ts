import type { Directory } from "partner-admin-link-emulator";

/** The partner, whose own tenant this is. */
export const fabrikam = {
  tenantId: "22222222-2222-4222-8222-222222222222",
  megan: "22222222-aaaa-4aaa-8aaa-000000000002",
  operations: {
    objectId: "22222222-aaaa-4aaa-8aaa-000000000005",
    clientId: "22222222-cccc-4ccc-8ccc-000000000005",
    secret: "not-a-secret-fabrikam-operations",
  },
} as const;

/** A customer. */
export const contoso = {
  tenantId: "11111111-1111-4111-8111-111111111111",
  subscriptionId: "11111111-eeee-4eee-8eee-111111111111",
  deploy: {
    objectId: "11111111-aaaa-4aaa-8aaa-000000000001",
    clientId: "11111111-cccc-4ccc-8ccc-000000000001",
    secret: "not-a-secret-contoso-deploy",
  },
  machine: "11111111-aaaa-4aaa-8aaa-000000000003",
  meganAsGuest: "11111111-aaaa-4aaa-8aaa-000000000004",
  operations: {
    objectId: "11111111-aaaa-4aaa-8aaa-000000000005",
    clientId: "11111111-cccc-4ccc-8ccc-000000000005",
    secret: "not-a-secret-contoso-operations",
  },
  userAssigned: {
    objectId: "11111111-aaaa-4aaa-8aaa-000000000006",
    clientId: "11111111-cccc-4ccc-8ccc-000000000006",
  },
} as const;

/** Another customer. */
export const tailspin = {
  tenantId: "33333333-3333-4333-8333-333333333333",
  subscriptionId: "33333333-eeee-4eee-8eee-333333333333",
  deploy: {
    objectId: "33333333-aaaa-4aaa-8aaa-000000000001",
    clientId: "33333333-cccc-4ccc-8ccc-000000000001",
    secret: "not-a-secret-tailspin-deploy",
  },
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
      principals: [
        { name: "megan@fabrikam.example", kind: "user", objectId: fabrikam.megan },
        servicePrincipal("fabrikam-operations", fabrikam.operations),
      ],
    },
    {
      tenantId: contoso.tenantId,
      name: "Contoso",
      domain: "contoso.example",
      principals: [
        {
          ...servicePrincipal("contoso-deploy", contoso.deploy),
          federatedCredentials: [{ subject: "repo:contoso/infrastructure:ref:refs/heads/main" }],
        },
        {
          ...servicePrincipal("contoso-operations", contoso.operations),
          // New when it is used: not every server of Entra knows the application, and then its secret, at once.
          unknownFirst: 1,
          clientSecrets: [{ value: contoso.operations.secret, refusedFirst: 1 }],
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
      principals: [
        servicePrincipal("tailspin-deploy", tailspin.deploy),
        guest("tailspin.example", tailspin.meganAsGuest),
      ],
    },
  ],
  partners: [{ partnerId, name: "Fabrikam Consulting", account: "location" }],
  machine: { managedIdentity: { tenantId: contoso.tenantId, objectId: contoso.machine }, azureCli: megan },
};

interface Application {
  readonly objectId: string;
  readonly clientId: string;
  readonly secret: string;
}

function servicePrincipal(name: string, { objectId, clientId, secret }: Application) {
  return { name, kind: "servicePrincipal", objectId, clientId, clientSecrets: [secret] } as const;
}

/** The same person under another object id. */
function guest(domain: string, objectId: string) {
  return { name: `megan_fabrikam.example#EXT#@${domain}`, kind: "user", objectId, home: megan } as const;
}
