import { attestation } from "../../../provider/command/attestation";
import { clientId, declared, objectId, tenantId } from "../fixtures";
import { assignment, notLinked, recognition, subscriptionId } from "./recognitionFixtures";

const scope = `/subscriptions/${subscriptionId(1)}`;

describe("attestation", () => {
  it("has the script's fields, in its order, for a service principal", () => {
    const expected = {
      tenantId,
      tenantDisplayName: "Contoso",
      tenantDefaultDomain: "contoso.com",
      type: "servicePrincipal",
      displayName: clientId,
      userPrincipalName: null,
      appId: clientId,
      objectId,
      partnerAdminLink: `/providers/microsoft.managementpartner/partners/${declared}`,
      partnerName: "Fabrikam Consulting",
      partnerId: declared,
      assignments: [
        {
          scope,
          id: "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e",
          roleName: "Support Request Contributor",
          roleType: "BuiltIn",
        },
      ],
    };
    expect(JSON.stringify(attestation(recognition()))).toBe(JSON.stringify(expected));
  });

  it("has null for what a user without a link does not have", () => {
    expect(attestation(notLinked)).toMatchObject({
      tenantDisplayName: null,
      tenantDefaultDomain: null,
      type: "user",
      userPrincipalName: "anna@contoso.com",
      appId: null,
      partnerAdminLink: null,
      partnerName: null,
      partnerId: null,
    });
  });

  it("lists the roles in force, with their types as far as they are known", () => {
    const { assignments } = attestation(
      recognition({
        assignments: [
          assignment(1, { roleType: "Custom", counts: "custom" }),
          assignment(1, { roleType: "unknown", assignmentType: "activated", counts: "countsWhileActive" }),
          assignment(1, { assignmentType: "eligible", counts: "eligibleOnly" }),
        ],
      }),
    );
    expect(assignments.map(({ roleType }) => roleType)).toEqual(["Custom", null]);
  });
});
