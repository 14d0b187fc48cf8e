import { authorize, delegate, delegated, operators, others } from "./assignments";
import { roles } from "./estate";
import type { Situation } from "./situation";
import { always, is, modes } from "./verdicts";

export const delegatedRoles: readonly Situation[] = [
  {
    name: "user to whom Support Request Contributor is delegated",
    kind: "user",
    access: delegated(delegate([authorize(roles.supportRequestContributor, "me")])),
    expected: always("expected", "usageNotVisible"),
  },
  {
    name: "service principal to which Support Request Contributor is delegated",
    kind: "servicePrincipal",
    access: delegated(delegate([authorize(roles.supportRequestContributor, "me")])),
    expected: always("expected", "usageNotVisible"),
  },
  {
    name: "user to whose group Contributor is delegated",
    kind: "user",
    access: delegated(delegate([authorize(roles.contributor, operators)])),
    expected: always("expected"),
  },
  {
    name: "service principal to whose group Contributor is delegated",
    kind: "servicePrincipal",
    access: delegated(delegate([authorize(roles.contributor, operators)])),
    expected: always("expected"),
  },
  {
    name: "user of a marketplace offer with Support Request Contributor by group",
    kind: "user",
    access: delegated(delegate([authorize(roles.supportRequestContributor, operators)], { isOffer: true })),
    expected: always("expected", "usageNotVisible"),
  },
  {
    name: "user with delegated Reader, and Contributor eligible for the same group",
    kind: "user",
    access: delegated(
      delegate([authorize(roles.reader, operators)], {
        eligibleAuthorizations: [authorize(roles.contributor, operators)],
      }),
    ),
    expected: always("notExpected", "lighthouseJitOnly"),
  },
  {
    name: "service principal with delegated Reader, and Contributor eligible for its group",
    kind: "servicePrincipal",
    access: delegated(
      delegate([authorize(roles.reader, operators)], {
        eligibleAuthorizations: [authorize(roles.contributor, operators)],
      }),
    ),
    expected: always("notExpected", "lighthouseJitOnly"),
  },
  {
    name: "user whose group has Contributor delegated, while it is eligible for another group",
    kind: "user",
    access: delegated(
      delegate([authorize(roles.contributor, operators)], {
        eligibleAuthorizations: [authorize(roles.contributor, others)],
      }),
    ),
    expected: always("unknown", "maybeOnlyActive"),
  },
  {
    name: "user with Contributor delegated by object id, while it is eligible for a group",
    kind: "user",
    access: delegated(
      delegate([authorize(roles.contributor, "me")], {
        eligibleAuthorizations: [authorize(roles.contributor, others)],
      }),
    ),
    expected: always("expected"),
  },
  {
    name: "service principal whose group has Contributor delegated, while it is eligible for another group",
    kind: "servicePrincipal",
    access: delegated(
      delegate([authorize(roles.contributor, operators)], {
        eligibleAuthorizations: [authorize(roles.contributor, others)],
      }),
    ),
    expected: always("expected"),
  },
  {
    name: "user with delegated Reader, while another group has Support Request Contributor",
    kind: "user",
    access: delegated(
      delegate([authorize(roles.reader, operators), authorize(roles.supportRequestContributor, others)]),
    ),
    expected: always("notExpected", "lighthouseNoRole"),
  },
  {
    name: "service principal with delegated Reader, while another group has Support Request Contributor",
    kind: "servicePrincipal",
    access: delegated(delegate([authorize(roles.reader, "me"), authorize(roles.supportRequestContributor, others)])),
    expected: always("notExpected", "lighthouseNoRole"),
  },
  {
    name: "user of a delegation that offers Reader only",
    kind: "user",
    access: delegated(delegate([authorize(roles.reader, operators)])),
    expected: always("notExpected", "onlyRolesThatDoNotCount"),
  },
  {
    name: "user whom a delegation to the directory does not include",
    kind: "user",
    access: delegated(delegate([authorize(roles.contributor, others)])),
    expected: modes(
      is("notExpected", "noSubscription"),
      is("unknown", "noSubscription"),
      is("notExpected", "noSubscription"),
    ),
  },
  {
    name: "service principal that a delegation to the directory does not include",
    kind: "servicePrincipal",
    access: delegated(delegate([authorize(roles.contributor, others)])),
    expected: always("unknown", "noSubscription"),
  },
  {
    name: "user to whom a resource group is delegated",
    kind: "user",
    access: delegated(delegate([authorize(roles.supportRequestContributor, "me")], { resourceGroup: "app" })),
    expected: always("unknown", "rolesNotVisible"),
  },
];
