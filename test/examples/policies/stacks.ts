import { secretOf, unknown } from "../../support/wireForm";
import type { Shown } from "./analyzer";

/** What no rule may tell. */
export const canary = "canary-of-the-secret";

const linked = "11111111-aaaa-4aaa-8aaa-000000000001";
export const notLinked = "11111111-aaaa-4aaa-8aaa-000000000002";

/** Role definitions: one that counts, one that does not, and one that the list does not have. */
export const supportRequestContributor = "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e";
export const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
export const unlisted = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";

type Props = Shown["props"];

/** A link that keeps every rule, but for what is said otherwise; `undefined` leaves a property out. */
export function link(changed: Props = {}): Shown {
  return {
    type: "pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink",
    name: "link",
    props: shown({
      partnerId: "123456",
      credential: { tenantId: "tenant", clientId: "client", clientSecret: secretOf(canary) },
      expect: { partnerName: "Fabrikam Consulting" },
      objectId: linked,
      ...changed,
    }),
  };
}

/** A role of the linked service principal, but for what is said otherwise. */
export function assignment(roleId: string, changed: Props = {}, dependencies: Shown["dependencies"] = {}): Shown {
  const scope = "/subscriptions/22222222-2222-4222-8222-222222222222";
  return {
    type: "azure-native:authorization:RoleAssignment",
    name: roleId === unknown ? "unknown role" : roleId,
    props: shown({
      scope,
      roleDefinitionId:
        roleId === unknown ? unknown : `${scope}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
      principalId: linked,
      principalType: "ServicePrincipal",
      ...changed,
    }),
    dependencies,
  };
}

/** A resource of which a rule sees nothing but its type. */
export function ofType(type: string): Shown {
  return { type, name: "other", props: { partnerId: unknown } };
}

function shown(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}
