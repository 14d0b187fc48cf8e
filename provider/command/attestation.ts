import type { Recognition } from "../recognition/types";

/** An identity's link and roles, in the shape that the attestation script (aka.ms/pal/attestation) prints. */
export interface Attestation {
  readonly tenantId: string;
  readonly tenantDisplayName: string | null;
  readonly tenantDefaultDomain: string | null;
  readonly type: "user" | "servicePrincipal";
  readonly displayName: string;
  readonly userPrincipalName: string | null;
  readonly appId: string | null;
  readonly objectId: string;
  /** Null, with the two that follow, when the identity is not linked. */
  readonly partnerAdminLink: string | null;
  readonly partnerName: string | null;
  readonly partnerId: string | null;
  /** Roles in force, activated ones included. */
  readonly assignments: readonly {
    readonly scope: string;
    /** Role definition (GUID). */
    readonly id: string;
    readonly roleName: string;
    /** Null where it could not be read. */
    readonly roleType: "BuiltIn" | "Custom" | null;
  }[];
}

export function attestation({ identity, tenant, link, assignments }: Recognition): Attestation {
  const isUser = identity.kind === "user";
  return {
    tenantId: identity.tenantId,
    tenantDisplayName: tenant?.displayName ?? null,
    tenantDefaultDomain: tenant?.defaultDomain ?? null,
    type: identity.kind,
    displayName: identity.name,
    userPrincipalName: isUser && identity.name.includes("@") ? identity.name : null,
    appId: isUser ? null : (identity.clientId ?? null),
    objectId: identity.objectId,
    partnerAdminLink:
      link.partnerId === undefined ? null : `/providers/microsoft.managementpartner/partners/${link.partnerId}`,
    partnerName: link.partnerName ?? null,
    partnerId: link.partnerId ?? null,
    assignments: assignments
      .filter(({ assignmentType }) => assignmentType !== "eligible")
      .map(({ scope, roleId, roleName, roleType }) => ({
        scope,
        id: roleId,
        roleName,
        roleType: roleType === "unknown" ? null : roleType,
      })),
  };
}
