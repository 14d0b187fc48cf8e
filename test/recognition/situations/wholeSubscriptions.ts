import {
  assign,
  company,
  contributorOnProduction,
  department,
  inProduction,
  managed,
  managedApart,
  operators,
  others,
  readerOnProduction,
  supportOnProduction,
  to,
} from "./assignments";
import { managedProduction, managedSandbox, me, on, onManagementGroup, production, roles } from "./estate";
import type { Situation } from "./situation";
import { always, covered, is, modes } from "./verdicts";

export const rolesOnSubscriptions: readonly Situation[] = [
  {
    name: "user with Contributor on the subscription",
    kind: "user",
    access: inProduction(contributorOnProduction),
    expected: covered(),
  },
  {
    name: "guest user with Contributor on the subscription",
    kind: "guest",
    access: inProduction(contributorOnProduction),
    expected: covered(),
  },
  {
    name: "service principal with Contributor on the subscription",
    kind: "servicePrincipal",
    access: inProduction(contributorOnProduction),
    expected: covered(),
  },
  {
    name: "managed identity with Contributor on the subscription",
    kind: "managedIdentity",
    access: inProduction(contributorOnProduction),
    expected: covered(),
  },
  {
    name: "user with Support Request Contributor, which cannot see usage",
    kind: "user",
    access: inProduction(supportOnProduction),
    expected: covered("usageNotVisible"),
  },
  {
    name: "service principal with Support Request Contributor",
    kind: "servicePrincipal",
    access: inProduction(supportOnProduction),
    expected: covered("usageNotVisible"),
  },
  {
    name: "service principal with Owner under a condition",
    kind: "servicePrincipal",
    access: inProduction(
      assign(roles.owner, on(production), {
        condition: "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})",
      }),
    ),
    expected: covered(),
  },
  {
    name: "user with several roles, one of which counts",
    kind: "user",
    access: inProduction(readerOnProduction, assign(roles.billingReader, on(production)), contributorOnProduction),
    expected: covered(),
  },
  {
    name: "user with Reader by group and Support Request Contributor",
    kind: "user",
    access: inProduction(assign(roles.reader, on(production), to(operators)), supportOnProduction),
    expected: covered(),
  },
];

export const rolesOfGroups: readonly Situation[] = [
  {
    name: "user with Contributor by group",
    kind: "user",
    access: inProduction(assign(roles.contributor, on(production), to(operators))),
    expected: covered(),
  },
  {
    name: "service principal with Contributor by group",
    kind: "servicePrincipal",
    access: inProduction(assign(roles.contributor, on(production), to(operators))),
    expected: covered(),
  },
  {
    name: "user with Support Request Contributor by nested group",
    kind: "user",
    access: inProduction(assign(roles.supportRequestContributor, on(production), to(department))),
    expected: covered("usageNotVisible"),
  },
  {
    name: "managed identity with Contributor by a group nested twice",
    kind: "managedIdentity",
    access: inProduction(assign(roles.contributor, on(production), to(company))),
    expected: covered(),
  },
  {
    name: "service principal with AcrPull by group",
    kind: "servicePrincipal",
    access: inProduction(assign(roles.acrPull, on(production), to(operators))),
    expected: covered("usageNotVisible"),
  },
  {
    name: "user with Reader beside a group with Contributor that does not include the user",
    kind: "user",
    access: inProduction(readerOnProduction, assign(roles.contributor, on(production), to(others))),
    expected: always("notExpected", "onlyRolesThatDoNotCount"),
  },
  {
    name: "service principal with Reader beside a group with Contributor that does not include it",
    kind: "servicePrincipal",
    access: inProduction(readerOnProduction, assign(roles.contributor, on(production), to(others))),
    expected: always("notExpected", "onlyRolesThatDoNotCount"),
  },
];

export const rolesOnManagementGroups: readonly Situation[] = [
  {
    name: "user with Support Request Contributor on the management group",
    kind: "user",
    access: managed(assign(roles.supportRequestContributor, onManagementGroup("mg-production"))),
    expected: covered("usageNotVisible"),
  },
  {
    name: "service principal with Contributor on the parent management group",
    kind: "servicePrincipal",
    access: managed(assign(roles.contributor, onManagementGroup("landing-zones"))),
    expected: covered(),
  },
  {
    name: "service principal with Contributor by group on the root management group",
    kind: "servicePrincipal",
    access: managed(assign(roles.contributor, onManagementGroup(me.tenantId), to(department))),
    expected: covered(),
  },
  {
    name: "service principal with AcrPull by group on the management group",
    kind: "servicePrincipal",
    access: managed(assign(roles.acrPull, onManagementGroup("mg-production"), to(operators))),
    expected: covered("usageNotVisible"),
  },
  {
    name: "user with User Access Administrator at the root scope",
    kind: "user",
    access: managed(assign(roles.userAccessAdministrator, "/")),
    expected: covered(),
  },
  {
    name: "user with Reader on the subscription and Contributor on its management group",
    kind: "user",
    access: managed(
      assign(roles.reader, on(managedProduction)),
      assign(roles.contributor, onManagementGroup("mg-production")),
    ),
    expected: covered(),
  },
  {
    name: "user with Contributor on one management group and Reader on a subscription outside it",
    kind: "user",
    access: managedApart(
      assign(roles.contributor, onManagementGroup("mg-production")),
      assign(roles.reader, on(managedSandbox)),
    ),
    expected: modes(is("partly", "onlyRolesThatDoNotCount"), is("partly", "endNotVisible", "onlyRolesThatDoNotCount")),
  },
  {
    name: "user with Contributor on one management group and Storage Blob Data Reader on a subscription outside it",
    kind: "user",
    access: managedApart(
      assign(roles.contributor, onManagementGroup("mg-production")),
      assign(roles.storageBlobDataReader, on(managedSandbox)),
    ),
    expected: modes(is("partly", "onlyRolesThatDoNotCount"), is("partly", "endNotVisible", "rolesNotVisible")),
  },
  {
    name: "user whose permissions on a subscription outside the management group cannot be read",
    kind: "user",
    access: managedApart(
      assign(roles.contributor, onManagementGroup("mg-production")),
      assign(roles.storageBlobDataReader, on(managedSandbox)),
    ),
    options: { permissionsNeedRead: true },
    expected: modes(is("unknown", "rolesNotVisible"), is("unknown", "endNotVisible", "rolesNotVisible")),
  },
];
