import {
  activated,
  assign,
  contributorOnProduction,
  eligible,
  inBoth,
  inProduction,
  managed,
  operators,
  readerOnProduction,
  supportOnProduction,
  timeBound,
} from "./assignments";
import { development, on, onGroup, onManagementGroup, production, roles } from "./estate";
import type { Situation } from "./situation";
import { always, covered, is, modes } from "./verdicts";

export const privilegedIdentityManagement: readonly Situation[] = [
  {
    name: "user with Contributor eligible only",
    kind: "user",
    access: { ...inProduction(), eligibleAssignments: [eligible(roles.contributor, on(production))] },
    expected: modes(
      is("notExpected", "onlyEligible"),
      is("unknown", "noSubscription"),
      is("notExpected", "noSubscription"),
    ),
  },
  {
    name: "user with Contributor eligible by group on a management group",
    kind: "user",
    access: {
      ...managed(),
      eligibleAssignments: [eligible(roles.contributor, onManagementGroup("mg-production"), operators.objectId)],
    },
    expected: modes(
      is("notExpected", "onlyEligible"),
      is("unknown", "noSubscription"),
      is("notExpected", "noSubscription"),
    ),
  },
  {
    name: "user with Reader, and Contributor eligible",
    kind: "user",
    access: {
      ...inProduction(readerOnProduction),
      eligibleAssignments: [eligible(roles.contributor, on(production))],
    },
    expected: modes(is("notExpected", "onlyEligible"), is("notExpected", "onlyRolesThatDoNotCount")),
  },
  {
    name: "user with Contributor, and Owner eligible",
    kind: "user",
    access: {
      ...inProduction(contributorOnProduction),
      eligibleAssignments: [eligible(roles.owner, on(production))],
    },
    expected: covered(),
  },
  {
    name: "user with Key Vault Administrator, and Contributor eligible",
    kind: "user",
    access: {
      ...inProduction(assign(roles.keyVaultAdministrator, on(production))),
      eligibleAssignments: [eligible(roles.contributor, on(production))],
    },
    expected: always("unknown", "roleNotInList"),
  },
  {
    name: "user with Contributor activated",
    kind: "user",
    access: inProduction(assign(roles.contributor, on(production), activated)),
    expected: modes(is("partly", "onlyWhileActive"), is("unknown", "maybeOnlyActive")),
  },
  {
    name: "user with AcrPull activated",
    kind: "user",
    access: inProduction(assign(roles.acrPull, on(production), activated)),
    expected: modes(
      is("partly", "onlyWhileActive", "usageNotVisible"),
      is("unknown", "maybeOnlyActive", "usageNotVisible"),
    ),
  },
  {
    name: "user with Support Request Contributor, and Contributor activated",
    kind: "user",
    access: inProduction(supportOnProduction, assign(roles.contributor, on(production), activated)),
    expected: covered(),
  },
  {
    name: "user with Contributor activated on a resource group",
    kind: "user",
    access: inProduction(assign(roles.contributor, onGroup(production), activated)),
    expected: modes(
      is("partly", "onlyWhileActive", "partOfSubscription"),
      is("partly", "maybeOnlyActive", "partOfSubscription"),
    ),
  },
  {
    name: "user with Reader on the subscription, and Contributor activated on a resource group",
    kind: "user",
    access: inProduction(readerOnProduction, assign(roles.contributor, onGroup(production), activated)),
    expected: modes(
      is("partly", "onlyWhileActive", "partOfSubscription"),
      is("partly", "maybeOnlyActive", "partOfSubscription"),
    ),
  },
  {
    name: "user with Contributor activated on one subscription and Reader on another",
    kind: "user",
    access: inBoth(assign(roles.contributor, on(production), activated), assign(roles.reader, on(development))),
    expected: modes(
      is("partly", "onlyRolesThatDoNotCount", "onlyWhileActive"),
      is("partly", "maybeOnlyActive", "onlyRolesThatDoNotCount"),
    ),
  },
  {
    name: "user with Contributor for a limited time",
    kind: "user",
    access: inProduction(assign(roles.contributor, on(production), timeBound)),
    expected: modes(is("partly", "onlyWhileActive"), is("expected", "endNotVisible")),
  },
  {
    name: "service principal with Contributor for a limited time",
    kind: "servicePrincipal",
    access: inProduction(assign(roles.contributor, on(production), timeBound)),
    expected: modes(is("partly", "onlyWhileActive"), is("expected", "endNotVisible")),
  },
];
