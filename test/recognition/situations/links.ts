import {
  assign,
  contributorOnProduction,
  inProduction,
  pullOnProduction,
  readerOnProduction,
  supportOnProduction,
} from "./assignments";
import { managedProduction, managementGroups, onGroup, onManagementGroup, production, roles } from "./estate";
import type { Situation } from "./situation";
import { always, covered, is, modes } from "./verdicts";

export const links: readonly Situation[] = [
  {
    name: "user with Contributor who is not linked",
    kind: "user",
    access: inProduction(contributorOnProduction),
    link: "none",
    expected: always("notExpected", "notLinked"),
  },
  {
    name: "user with Reader who is not linked",
    kind: "user",
    access: inProduction(readerOnProduction),
    link: "none",
    expected: always("notExpected", "notLinked", "onlyRolesThatDoNotCount"),
  },
  {
    name: "service principal with Support Request Contributor that is linked to another partner",
    kind: "servicePrincipal",
    access: inProduction(supportOnProduction),
    link: "another",
    expected: always("notExpected", "linkedToAnother"),
  },
  {
    name: "service principal linked to another partner whose role cannot be confirmed",
    kind: "servicePrincipal",
    access: inProduction(pullOnProduction),
    link: "another",
    options: { permissionsNeedRead: true },
    expected: modes(
      is("notExpected", "linkedToAnother", "notConfirmed"),
      is("notExpected", "linkedToAnother", "rolesNotVisible"),
    ),
  },
  {
    name: "user without subscription who is not linked",
    kind: "user",
    access: {},
    link: "none",
    expected: always("notExpected", "noSubscription", "notLinked"),
  },
  {
    name: "service principal without subscription that is not linked",
    kind: "servicePrincipal",
    access: {},
    link: "none",
    expected: always("notExpected", "noSubscription", "notLinked"),
  },
  {
    name: "service principal with Contributor, linked two days ago",
    kind: "servicePrincipal",
    access: inProduction(contributorOnProduction),
    linkAge: 2,
    expected: covered("tooFresh"),
  },
  {
    name: "user with Contributor, linked five days ago",
    kind: "user",
    access: inProduction(contributorOnProduction),
    linkAge: 5,
    expected: covered(),
  },
  {
    name: "user with Contributor on a resource group, linked today",
    kind: "user",
    access: inProduction(assign(roles.contributor, onGroup(production))),
    linkAge: 0,
    expected: modes(
      is("partly", "partOfSubscription", "tooFresh"),
      is("partly", "endNotVisible", "partOfSubscription", "tooFresh"),
    ),
  },
  {
    name: "user with Reader only, linked today",
    kind: "user",
    access: inProduction(readerOnProduction),
    linkAge: 0,
    expected: always("notExpected", "onlyRolesThatDoNotCount"),
  },
];

export const noSubscriptions: readonly Situation[] = [
  {
    name: "user without any role",
    kind: "user",
    access: { subscriptions: [production] },
    expected: modes(
      is("notExpected", "noSubscription"),
      is("unknown", "noSubscription"),
      is("notExpected", "noSubscription"),
    ),
  },
  {
    name: "guest user in a directory without subscriptions",
    kind: "guest",
    access: {},
    expected: modes(
      is("notExpected", "noSubscription"),
      is("unknown", "noSubscription"),
      is("notExpected", "noSubscription"),
    ),
  },
  {
    name: "service principal without any role",
    kind: "servicePrincipal",
    access: { subscriptions: [production] },
    expected: always("unknown", "noSubscription"),
  },
  {
    name: "user with Contributor on a management group without subscriptions",
    kind: "user",
    access: {
      managementGroups,
      subscriptions: [managedProduction],
      roleAssignments: [assign(roles.contributor, onManagementGroup("mg-sandbox"))],
    },
    expected: modes(
      is("notExpected", "noSubscription"),
      is("unknown", "noSubscription"),
      is("notExpected", "noSubscription"),
    ),
  },
];
