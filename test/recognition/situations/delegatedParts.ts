import {
  authorize,
  contributorOnProduction,
  delegate,
  delegated,
  operators,
  readerOnProduction,
  support,
} from "./assignments";
import { fabrikam, production, roles } from "./estate";
import type { Situation } from "./situation";
import { always, is, modes } from "./verdicts";

export const delegatedParts: readonly Situation[] = [
  {
    name: "user with Reader delegated on the subscription and Contributor on a resource group",
    kind: "user",
    access: delegated(
      delegate([authorize(roles.reader, operators)]),
      delegate([authorize(roles.contributor, "me")], { resourceGroup: "app" }),
    ),
    expected: always("partly", "partOfSubscription"),
  },
  {
    name: "user with Reader delegated on the subscription and Contributor by another group on a resource group",
    kind: "user",
    access: delegated(
      delegate([authorize(roles.reader, operators)]),
      delegate([authorize(roles.contributor, support)], { resourceGroup: "app" }),
    ),
    expected: always("unknown", "rolesNotVisible"),
  },
  {
    name: "user to whose group Support Request Contributor and the right to end the delegation are delegated",
    kind: "user",
    access: delegated(
      delegate([
        authorize(roles.supportRequestContributor, operators),
        authorize(roles.registrationAssignmentDelete, operators),
      ]),
    ),
    expected: always("expected", "usageNotVisible"),
  },
  {
    name: "user with two delegated roles by group in one entry of permissions",
    kind: "user",
    access: delegated(
      delegate([
        authorize(roles.supportRequestContributor, operators),
        authorize(roles.registrationAssignmentDelete, operators),
      ]),
    ),
    options: { permissionsMerged: true },
    expected: always("unknown", "roleNotInList"),
  },
  {
    name: "service principal with two delegated roles by object id in one entry of permissions",
    kind: "servicePrincipal",
    access: delegated(
      delegate([authorize(roles.supportRequestContributor, "me"), authorize(roles.registrationAssignmentDelete, "me")]),
    ),
    options: { permissionsMerged: true },
    expected: always("expected", "usageNotVisible"),
  },
  {
    name: "service principal that may only end the delegation",
    kind: "servicePrincipal",
    access: delegated(delegate([authorize(roles.registrationAssignmentDelete, "me")])),
    expected: always("unknown", "roleNotInList"),
  },
  {
    name: "user with delegated Cost Management Reader and Support Request Contributor, authorizations not readable",
    kind: "user",
    access: delegated(
      delegate([
        authorize(roles.costManagementReader, operators),
        authorize(roles.supportRequestContributor, operators),
      ]),
    ),
    expected: always("unknown", "maybeOnlyActive", "usageNotVisible"),
  },
  {
    name: "user with the same delegated roles where asTarget() lists them",
    kind: "user",
    access: delegated(
      delegate([
        authorize(roles.costManagementReader, operators),
        authorize(roles.supportRequestContributor, operators),
      ]),
    ),
    options: { asTargetListsDelegated: true },
    expected: modes(is("expected", "usageNotVisible"), is("unknown", "maybeOnlyActive", "usageNotVisible")),
  },
  {
    name: "service principal with delegated Cost Management Reader and Support Request Contributor",
    kind: "servicePrincipal",
    access: delegated(
      delegate([
        authorize(roles.costManagementReader, operators),
        authorize(roles.supportRequestContributor, operators),
      ]),
    ),
    expected: always("expected", "usageNotVisible"),
  },
  {
    name: "service principal with delegated Storage Account Key Operator",
    kind: "servicePrincipal",
    access: delegated(delegate([authorize(roles.storageAccountKeyOperator, "me")])),
    expected: always("expected", "usageNotVisible"),
  },
  {
    name: "service principal with delegated Storage Account Key Operator where permissions cannot be read",
    kind: "servicePrincipal",
    access: delegated(delegate([authorize(roles.storageAccountKeyOperator, "me")])),
    options: { permissionsNeedRead: true },
    expected: always("unknown", "rolesNotVisible"),
  },
  {
    name: "user with a disabled delegated subscription",
    kind: "user",
    access: {
      ...delegated(delegate([authorize(roles.contributor, operators)])),
      subscriptions: [{ ...fabrikam, state: "Disabled" }],
    },
    expected: always("notExpected", "subscriptionNotEnabled"),
  },
  {
    name: "user with Reader at home and delegated Support Request Contributor",
    kind: "user",
    access: {
      ...delegated(delegate([authorize(roles.supportRequestContributor, operators)])),
      subscriptions: [production, fabrikam],
      roleAssignments: [readerOnProduction],
    },
    expected: always("partly", "onlyRolesThatDoNotCount", "usageNotVisible"),
  },
  {
    name: "user with Contributor at home and delegated Reader",
    kind: "user",
    access: {
      ...delegated(delegate([authorize(roles.reader, operators)])),
      subscriptions: [production, fabrikam],
      roleAssignments: [contributorOnProduction],
    },
    expected: modes(is("partly", "onlyRolesThatDoNotCount"), is("partly", "endNotVisible", "onlyRolesThatDoNotCount")),
  },
];
