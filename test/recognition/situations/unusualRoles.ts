import {
  assign,
  blobsOnProduction,
  contributorOnProduction,
  inProduction,
  inProductionAs,
  pullOnProduction,
  readerOnProduction,
  supportOnProduction,
  withCustomRole,
} from "./assignments";
import { custom, empty, on, production, roles } from "./estate";
import type { Situation } from "./situation";
import { always, covered, is, modes } from "./verdicts";

export const rolesOutsideTheList: readonly Situation[] = [
  {
    name: "user with Key Vault Administrator, which is not in the list",
    kind: "user",
    access: inProduction(assign(roles.keyVaultAdministrator, on(production))),
    expected: always("unknown", "roleNotInList"),
  },
  {
    name: "user with Reader and Tag Contributor, which is not in the list",
    kind: "user",
    access: inProduction(readerOnProduction, assign(roles.tagContributor, on(production))),
    expected: always("unknown", "roleNotInList"),
  },
  {
    name: "service principal with Role Based Access Control Administrator under a condition",
    kind: "servicePrincipal",
    access: inProduction(
      assign(roles.roleBasedAccessControlAdministrator, on(production), {
        condition: "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})",
      }),
    ),
    expected: always("unknown", "roleNotInList"),
  },
  {
    name: "service principal with an unlisted role that reads everything where there are no resources",
    kind: "servicePrincipal",
    access: inProductionAs(empty, assign(roles.roleBasedAccessControlAdministrator, on(production))),
    expected: always("unknown", "roleNotInList"),
  },
  {
    name: "user with a custom role that reads assignments",
    kind: "user",
    access: withCustomRole(
      ["Microsoft.Compute/*", "Microsoft.Authorization/*/read"],
      [],
      inProduction(assign(custom, on(production))),
    ),
    expected: modes(is("unknown", "customRole"), is("unknown", "roleNotInList")),
  },
  {
    name: "service principal with a custom role that reads assignments",
    kind: "servicePrincipal",
    access: withCustomRole(
      ["Microsoft.Compute/*", "Microsoft.Authorization/*/read"],
      [],
      inProduction(assign(custom, on(production))),
    ),
    expected: modes(is("unknown", "customRole"), is("unknown", "roleNotInList")),
  },
  {
    name: "user with a custom role that cannot read assignments",
    kind: "user",
    access: withCustomRole(["Microsoft.Compute/disks/write"], [], inProduction(assign(custom, on(production)))),
    expected: modes(is("unknown", "customRole"), is("unknown", "roleNotInList")),
  },
  {
    name: "service principal with a custom role that cannot read assignments",
    kind: "servicePrincipal",
    access: withCustomRole(["Microsoft.Compute/disks/write"], [], inProduction(assign(custom, on(production)))),
    expected: modes(is("unknown", "customRole"), is("unknown", "roleNotInList")),
  },
  {
    name: "service principal with a custom role that has the same actions as Owner",
    kind: "servicePrincipal",
    access: withCustomRole(["*"], [], inProduction(assign(custom, on(production)))),
    expected: modes(is("unknown", "customRole"), is("unknown", "roleNotInList")),
  },
  {
    name: "user with a custom role that has the same actions as Owner",
    kind: "user",
    access: withCustomRole(["*"], [], inProduction(assign(custom, on(production)))),
    expected: modes(is("unknown", "customRole"), is("unknown", "roleNotInList")),
  },
  {
    name: "user with Contributor and a custom role",
    kind: "user",
    access: withCustomRole(
      ["Microsoft.Compute/*"],
      ["Microsoft.Compute/disks/delete"],
      inProduction(contributorOnProduction, assign(custom, on(production))),
    ),
    expected: covered(),
  },
];

export const rolesThatCannotSeeThemselves: readonly Situation[] = [
  {
    name: "user with AcrPull, which cannot read assignments",
    kind: "user",
    access: inProduction(pullOnProduction),
    expected: modes(is("expected", "usageNotVisible"), is("unknown", "maybeOnlyActive", "usageNotVisible")),
  },
  {
    name: "service principal with AcrPull, which cannot read assignments",
    kind: "servicePrincipal",
    access: inProduction(pullOnProduction),
    expected: covered("usageNotVisible"),
  },
  {
    name: "user with AcrPull where permissions cannot be read",
    kind: "user",
    access: inProduction(pullOnProduction),
    options: { permissionsNeedRead: true },
    expected: modes(is("expected", "usageNotVisible"), is("unknown", "rolesNotVisible")),
  },
  {
    name: "service principal with AcrPull where permissions cannot be read",
    kind: "servicePrincipal",
    access: inProduction(pullOnProduction),
    options: { permissionsNeedRead: true },
    expected: modes(is("unknown", "notConfirmed"), is("unknown", "rolesNotVisible")),
  },
  {
    name: "service principal with AcrPull and Storage Blob Data Reader",
    kind: "servicePrincipal",
    access: inProduction(pullOnProduction, blobsOnProduction),
    expected: covered("usageNotVisible"),
  },
  {
    name: "service principal with AcrPull and Storage Blob Data Reader in one entry of permissions",
    kind: "servicePrincipal",
    access: inProduction(pullOnProduction, blobsOnProduction),
    options: { permissionsMerged: true },
    expected: modes(is("unknown", "notConfirmed", "roleNotInList"), is("unknown", "roleNotInList")),
  },
  {
    name: "service principal with AcrPull and AcrPush in one entry of permissions",
    kind: "servicePrincipal",
    access: inProduction(pullOnProduction, assign(roles.acrPush, on(production))),
    options: { permissionsMerged: true },
    expected: covered("usageNotVisible"),
  },
  {
    name: "service principal with Reader and Support Request Contributor in one entry of permissions",
    kind: "servicePrincipal",
    access: inProduction(readerOnProduction, supportOnProduction),
    options: { permissionsMerged: true },
    expected: covered(),
  },
];
