import { assign, blobsOnProduction, inProduction, operators, readerOnProduction, to } from "./assignments";
import { on, onGroup, onRegistry, production, roles } from "./estate";
import type { Situation } from "./situation";
import { always, is, modes } from "./verdicts";

export const rolesOnParts: readonly Situation[] = [
  {
    name: "user with Contributor on a resource group",
    kind: "user",
    access: inProduction(assign(roles.contributor, onGroup(production))),
    expected: modes(is("partly", "partOfSubscription"), is("partly", "endNotVisible", "partOfSubscription")),
  },
  {
    name: "service principal with Contributor on a resource group",
    kind: "servicePrincipal",
    access: inProduction(assign(roles.contributor, onGroup(production))),
    expected: modes(is("partly", "partOfSubscription"), is("partly", "endNotVisible", "partOfSubscription")),
  },
  {
    name: "user with Contributor by group on a resource group",
    kind: "user",
    access: inProduction(assign(roles.contributor, onGroup(production), to(operators))),
    expected: modes(is("partly", "partOfSubscription"), is("unknown", "rolesNotVisible")),
  },
  {
    name: "service principal with Contributor by group on a resource group",
    kind: "servicePrincipal",
    access: inProduction(assign(roles.contributor, onGroup(production), to(operators))),
    expected: modes(is("unknown", "notConfirmed"), is("unknown", "rolesNotVisible")),
  },
  {
    name: "user with Contributor on a resource",
    kind: "user",
    access: inProduction(assign(roles.contributor, onRegistry(production))),
    expected: modes(is("partly", "partOfSubscription"), is("partly", "endNotVisible", "partOfSubscription")),
  },
  {
    name: "user with AcrPull on a registry",
    kind: "user",
    access: inProduction(assign(roles.acrPull, onRegistry(production))),
    expected: modes(is("partly", "partOfSubscription"), is("unknown", "rolesNotVisible")),
  },
  {
    name: "managed identity with AcrPull on a registry",
    kind: "managedIdentity",
    access: inProduction(assign(roles.acrPull, onRegistry(production))),
    expected: modes(is("unknown", "notConfirmed"), is("unknown", "rolesNotVisible")),
  },
  {
    name: "user with Reader on a resource group",
    kind: "user",
    access: inProduction(assign(roles.reader, onGroup(production))),
    expected: modes(is("notExpected", "onlyRolesThatDoNotCount"), is("unknown", "rolesNotVisible")),
  },
  {
    name: "service principal with Reader on a resource group",
    kind: "servicePrincipal",
    access: inProduction(assign(roles.reader, onGroup(production))),
    expected: always("unknown", "rolesNotVisible"),
  },
  {
    name: "service principal with Reader on the subscription and Contributor on a resource group",
    kind: "servicePrincipal",
    access: inProduction(readerOnProduction, assign(roles.contributor, onGroup(production))),
    expected: modes(is("partly", "partOfSubscription"), is("partly", "endNotVisible", "partOfSubscription")),
  },
  {
    name: "user with Contributor on a resource group and an unlisted role on the subscription",
    kind: "user",
    access: inProduction(
      assign(roles.contributor, onGroup(production)),
      assign(roles.keyVaultAdministrator, on(production)),
    ),
    expected: modes(
      is("unknown", "partOfSubscription", "roleNotInList"),
      is("unknown", "endNotVisible", "partOfSubscription", "roleNotInList"),
    ),
  },
  {
    name: "user with Contributor on a resource group where permissions answers 403 without a role",
    kind: "user",
    access: inProduction(assign(roles.contributor, onGroup(production))),
    options: { permissionsWithoutRole: "403" },
    expected: modes(
      is("partly", "partOfSubscription"),
      is("unknown", "endNotVisible", "partOfSubscription", "rolesNotVisible"),
    ),
  },
  {
    name: "service principal with Contributor on a resource group where permissions answers 403 without a role",
    kind: "servicePrincipal",
    access: inProduction(assign(roles.contributor, onGroup(production))),
    options: { permissionsWithoutRole: "403" },
    expected: modes(
      is("unknown", "partOfSubscription", "rolesNotVisible"),
      is("unknown", "endNotVisible", "partOfSubscription", "rolesNotVisible"),
    ),
  },
];

export const rolesThatDoNotCount: readonly Situation[] = [
  {
    name: "user with Reader only",
    kind: "user",
    access: inProduction(readerOnProduction),
    expected: always("notExpected", "onlyRolesThatDoNotCount"),
  },
  {
    name: "service principal with Reader only",
    kind: "servicePrincipal",
    access: inProduction(readerOnProduction),
    expected: always("notExpected", "onlyRolesThatDoNotCount"),
  },
  {
    name: "service principal with several roles that do not count",
    kind: "servicePrincipal",
    access: inProduction(
      readerOnProduction,
      assign(roles.monitoringReader, on(production), to(operators)),
      assign(roles.storageBlobDataReader, onGroup(production, "data")),
    ),
    expected: always("notExpected", "onlyRolesThatDoNotCount"),
  },
  {
    name: "user with Storage Blob Data Reader only, which cannot read assignments",
    kind: "user",
    access: inProduction(blobsOnProduction),
    expected: modes(is("notExpected", "onlyRolesThatDoNotCount"), is("unknown", "rolesNotVisible")),
  },
  {
    name: "service principal with Storage Blob Data Reader only",
    kind: "servicePrincipal",
    access: inProduction(blobsOnProduction),
    expected: always("unknown", "rolesNotVisible"),
  },
];
