/** What requests ask for; the names that the request log and fault rules use. */
export const operations = [
  "entra.instanceDiscovery",
  "entra.openidConfiguration",
  "entra.keys",
  "entra.token",
  "oidc.openidConfiguration",
  "oidc.keys",
  "oidc.token",
  "imds.token",
  "appService.token",
  "metadata.get",
  "partners.get",
  "partner.get",
  "partner.create",
  "partner.update",
  "partner.delete",
  "operation.list",
  "tenants.list",
  "subscriptions.list",
  "roleAssignmentScheduleInstances.list",
  "roleEligibilityScheduleInstances.list",
  "roleAssignments.list",
  "roleDefinition.get",
  "permissions.list",
  "resourceGraph.query",
  "registrationAssignments.list",
  "cost.query",
  "unknown",
] as const;

/** `partners.get` is GET without a partner ID, `partner.get` GET by one; `unknown` is whatever no route takes. */
export type Operation = (typeof operations)[number];
