import type { Directory, Principal, SignInMethod } from "../../emulator/azure";
import { colleague, customerTenantId, me } from "./situations/estate";
import type { Kind } from "./situations/situation";

export const partnerId = "123456";
export const otherPartnerId = "654321";
const clientId = "3f2e1d0c-9b8a-4756-a4b3-c2d1e0f9a8b7";
export const secret = "not-a-secret-recognition";
const subject = "repo:contoso/operations:ref:refs/heads/main";

const guestAtHome = "77777777-0000-4000-8000-000000000001";

const principals: Readonly<Record<Kind, Principal>> = {
  user: { name: "adele@contoso.example", kind: "user", objectId: me.objectId },
  guest: {
    name: "megan_fabrikam.example#EXT#@contoso.example",
    kind: "user",
    objectId: me.objectId,
    home: { tenantId: customerTenantId, objectId: guestAtHome },
  },
  servicePrincipal: {
    name: "contoso-operations",
    kind: "servicePrincipal",
    objectId: me.objectId,
    clientId,
    clientSecrets: [secret],
    federatedCredentials: [{ subject }],
  },
  managedIdentity: { name: "contoso-vm", kind: "managedIdentity", objectId: me.objectId, clientId },
};

/** How each kind of identity signs in. */
export const methods: Readonly<Record<Kind, SignInMethod>> = {
  user: "azureCli",
  guest: "azureCli",
  servicePrincipal: "clientSecret",
  managedIdentity: "managedIdentity",
};

/** A directory in which the identity is of this kind, beside a colleague, and another that delegates to it. */
export function directoryWith(kind: Kind): Directory {
  return {
    tenants: [
      {
        tenantId: me.tenantId,
        name: "Contoso",
        domain: "contoso.example",
        principals: [principals[kind], { name: "lee@contoso.example", kind: "user", objectId: colleague }],
      },
      {
        tenantId: customerTenantId,
        name: "Fabrikam",
        domain: "fabrikam.example",
        principals: [{ name: "megan@fabrikam.example", kind: "user", objectId: guestAtHome }],
      },
    ],
    partners: [
      { partnerId, name: "Fabrikam Consulting", account: "location" },
      { partnerId: otherPartnerId, name: "Northwind Services", account: "location" },
    ],
    ...(kind === "managedIdentity" ? { machine: { managedIdentity: me } } : {}),
  };
}
