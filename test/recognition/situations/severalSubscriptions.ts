import {
  assign,
  company,
  contributorOnProduction,
  inAll,
  inBoth,
  operators,
  readerOnProduction,
  to,
} from "./assignments";
import { development, on, onGroup, onRegistry, roles, sandbox } from "./estate";
import type { Situation } from "./situation";
import { always, covered, is, modes } from "./verdicts";

export const severalSubscriptions: readonly Situation[] = [
  {
    name: "user with Contributor on one subscription and Reader on another",
    kind: "user",
    access: inBoth(contributorOnProduction, assign(roles.reader, on(development))),
    expected: modes(is("partly", "onlyRolesThatDoNotCount"), is("partly", "endNotVisible", "onlyRolesThatDoNotCount")),
  },
  {
    name: "service principal with Contributor on one subscription and Reader on another",
    kind: "servicePrincipal",
    access: inBoth(contributorOnProduction, assign(roles.reader, on(development))),
    expected: modes(is("partly", "onlyRolesThatDoNotCount"), is("partly", "endNotVisible", "onlyRolesThatDoNotCount")),
  },
  {
    name: "user with Contributor on one subscription and AcrPull on another",
    kind: "user",
    access: inBoth(contributorOnProduction, assign(roles.acrPull, on(development))),
    expected: modes(
      is("expected", "usageNotVisible"),
      is("unknown", "endNotVisible", "maybeOnlyActive", "usageNotVisible"),
    ),
  },
  {
    name: "user with Contributor on one subscription and Storage Blob Data Reader on another",
    kind: "user",
    access: inBoth(contributorOnProduction, assign(roles.storageBlobDataReader, on(development))),
    expected: modes(is("partly", "onlyRolesThatDoNotCount"), is("partly", "endNotVisible", "rolesNotVisible")),
  },
  {
    name: "service principal with Contributor on one subscription and Storage Blob Data Reader on another",
    kind: "servicePrincipal",
    access: inBoth(contributorOnProduction, assign(roles.storageBlobDataReader, on(development))),
    expected: modes(is("partly", "rolesNotVisible"), is("partly", "endNotVisible", "rolesNotVisible")),
  },
  {
    name: "service principal with Contributor on one subscription and AcrPull on a registry in another",
    kind: "servicePrincipal",
    access: inBoth(contributorOnProduction, assign(roles.acrPull, onRegistry(development))),
    expected: modes(is("unknown", "notConfirmed"), is("unknown", "endNotVisible", "rolesNotVisible")),
  },
  {
    name: "user with Contributor on one subscription and on a resource group of another",
    kind: "user",
    access: inBoth(contributorOnProduction, assign(roles.contributor, onGroup(development))),
    expected: modes(is("partly", "partOfSubscription"), is("partly", "endNotVisible", "partOfSubscription")),
  },
  {
    name: "user with Contributor on one subscription and an unlisted role on another",
    kind: "user",
    access: inBoth(contributorOnProduction, assign(roles.keyVaultAdministrator, on(development))),
    expected: modes(is("unknown", "roleNotInList"), is("unknown", "endNotVisible", "roleNotInList")),
  },
  {
    name: "user with Reader on one subscription and an unlisted role on another",
    kind: "user",
    access: inBoth(readerOnProduction, assign(roles.keyVaultAdministrator, on(development))),
    expected: always("unknown", "onlyRolesThatDoNotCount", "roleNotInList"),
  },
  {
    name: "user with Contributor, Reader and an unlisted role on three subscriptions",
    kind: "user",
    access: inAll(
      contributorOnProduction,
      assign(roles.reader, on(development)),
      assign(roles.keyVaultAdministrator, on(sandbox)),
    ),
    expected: modes(
      is("partly", "onlyRolesThatDoNotCount", "roleNotInList"),
      is("partly", "endNotVisible", "onlyRolesThatDoNotCount", "roleNotInList"),
    ),
  },
  {
    name: "service principal with Contributor on three subscriptions by different ways",
    kind: "servicePrincipal",
    access: inAll(
      contributorOnProduction,
      assign(roles.contributor, on(development), to(operators)),
      assign(roles.owner, on(sandbox), to(company)),
    ),
    expected: covered(),
  },
];
