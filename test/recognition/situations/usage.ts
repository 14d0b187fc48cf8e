import {
  activated,
  assign,
  contributorOnProduction,
  inBoth,
  inProduction,
  inProductionAs,
  readerOnProduction,
  supportOnProduction,
} from "./assignments";
import { development, empty, on, onGroup, production, roles } from "./estate";
import type { Situation } from "./situation";
import { always, covered, is, modes } from "./verdicts";

export const statesAndUsage: readonly Situation[] = [
  {
    name: "user with Contributor on a disabled subscription",
    kind: "user",
    access: inProductionAs({ state: "Disabled" }, contributorOnProduction),
    expected: always("notExpected", "subscriptionNotEnabled"),
  },
  {
    name: "user with Reader on a disabled subscription",
    kind: "user",
    access: inProductionAs({ state: "Disabled" }, readerOnProduction),
    expected: always("notExpected", "onlyRolesThatDoNotCount", "subscriptionNotEnabled"),
  },
  {
    name: "user with Contributor on a subscription that is warned",
    kind: "user",
    access: inProductionAs({ state: "Warned" }, contributorOnProduction),
    expected: covered("subscriptionNotEnabled"),
  },
  {
    name: "service principal with Contributor on a subscription that is past due",
    kind: "servicePrincipal",
    access: inProductionAs({ state: "PastDue" }, contributorOnProduction),
    expected: covered("subscriptionNotEnabled"),
  },
  {
    name: "user with Contributor where there are no resources",
    kind: "user",
    access: inProductionAs(empty, contributorOnProduction),
    expected: always("notExpected", "noResources"),
  },
  {
    name: "service principal with Contributor where there are no resources",
    kind: "servicePrincipal",
    access: inProductionAs(empty, contributorOnProduction),
    expected: always("notExpected", "noResources"),
  },
  {
    name: "user with Support Request Contributor where there are no resources",
    kind: "user",
    access: inProductionAs(empty, supportOnProduction),
    expected: covered("usageNotVisible"),
  },
  {
    name: "user who reads one empty resource group but not the subscription",
    kind: "user",
    access: inProductionAs(empty, supportOnProduction, assign(roles.reader, onGroup(production))),
    expected: covered("usageNotVisible"),
  },
  {
    name: "user with Reader and Support Request Contributor where there are no resources",
    kind: "user",
    access: inProductionAs(empty, supportOnProduction, readerOnProduction),
    expected: always("notExpected", "noResources"),
  },
  {
    name: "user with Reader only where there are no resources",
    kind: "user",
    access: inProductionAs(empty, readerOnProduction),
    expected: always("notExpected", "noResources", "onlyRolesThatDoNotCount"),
  },
  {
    name: "user with Contributor activated where there are no resources",
    kind: "user",
    access: inProductionAs(empty, assign(roles.contributor, on(production), activated)),
    expected: modes(
      is("notExpected", "noResources", "onlyWhileActive"),
      is("notExpected", "maybeOnlyActive", "noResources"),
    ),
  },
  {
    name: "user with Contributor on two subscriptions, one without resources",
    kind: "user",
    access: {
      ...inBoth(contributorOnProduction, assign(roles.contributor, on(development))),
      subscriptions: [production, { ...development, ...empty }],
    },
    expected: covered("noResources"),
  },
  {
    name: "user with Contributor on one subscription and Reader on a disabled one",
    kind: "user",
    access: {
      ...inBoth(contributorOnProduction, assign(roles.reader, on(development))),
      subscriptions: [production, { ...development, state: "Disabled" }],
    },
    expected: covered("subscriptionNotEnabled"),
  },
  {
    name: "user with Reader on one subscription and Contributor on a disabled one",
    kind: "user",
    access: {
      ...inBoth(readerOnProduction, assign(roles.contributor, on(development))),
      subscriptions: [production, { ...development, state: "Disabled" }],
    },
    expected: always("notExpected", "onlyRolesThatDoNotCount", "subscriptionNotEnabled"),
  },
  {
    name: "service principal with Contributor on a disabled subscription and on one without resources",
    kind: "servicePrincipal",
    access: {
      ...inBoth(contributorOnProduction, assign(roles.contributor, on(development))),
      subscriptions: [
        { ...production, state: "Disabled" },
        { ...development, ...empty },
      ],
    },
    expected: always("notExpected", "noResources", "subscriptionNotEnabled"),
  },
  {
    name: "user with Contributor where Resource Graph does not answer",
    kind: "user",
    access: inProduction(contributorOnProduction),
    options: { canReadGraph: false },
    expected: covered("usageNotVisible"),
  },
  {
    name: "service principal with Contributor where Resource Graph does not answer",
    kind: "servicePrincipal",
    access: inProduction(contributorOnProduction),
    options: { canReadGraph: false },
    expected: covered("usageNotVisible"),
  },
  {
    name: "service principal with Contributor on a resource group where Resource Graph does not answer",
    kind: "servicePrincipal",
    access: inProduction(assign(roles.contributor, onGroup(production))),
    options: { canReadGraph: false },
    expected: modes(is("unknown", "notConfirmed"), is("unknown", "rolesNotVisible")),
  },
];
