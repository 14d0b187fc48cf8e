import { coverageOf } from "../../../provider/recognition/bounds";
import { delegatedRoles, noDelegatedRole } from "../../../provider/recognition/delegatedRoles";
import type { Authorization, Delegation, SubscriptionSources } from "../../../provider/recognition/facts";
import { knownRoles } from "../../../provider/recognition/knownRoles";
import { type ActionSets, roleList } from "../../../provider/recognition/roleList";
import {
  acrPull,
  atProduction,
  contributor,
  custom,
  delegated,
  facts,
  objectId,
  otherId,
  pullActions,
  reader,
  scopeOf,
} from "./facts";

const readerActions = { actions: ["*/read"] };
const unknownActions = { actions: ["Microsoft.ManagedServices/*"] };
const mine = (roleId: string): Authorization => ({ principalId: objectId, roleId });
const group = (roleId: string): Authorization => ({ principalId: otherId, roleId });

function delegation(
  permanent: readonly Authorization[],
  eligible: readonly Authorization[] = [],
  at = atProduction,
): Delegation {
  return { scope: scopeOf(at), permanent, eligible };
}
const inGroup = (...permanent: readonly Authorization[]) =>
  delegation(permanent, [], `${atProduction}/resourceGroups/app`);

function sourcesOf(permissions?: readonly ActionSets[], delegations?: readonly Delegation[]): SubscriptionSources {
  return {
    permissions: permissions === undefined ? { failure: "no" } : { rows: permissions },
    delegations: delegations === undefined ? { failure: "no" } : { rows: delegations },
  };
}

const refused = undefined;
type Given = readonly [permissions: readonly ActionSets[] | undefined, delegations: readonly Delegation[] | undefined];

describe("delegatedRoles", () => {
  function bounds(kind: "user" | "servicePrincipal", given: Given): string {
    const all = facts(kind);
    const { proved, gaps } = delegatedRoles(delegated, all, sourcesOf(...given), knownRoles(all, roleList()));
    const { lo, hi, reasons } = coverageOf(proved, gaps);
    return [lo, hi, ...reasons.map(({ id }) => id)].join(" ");
  }

  it.each<[string, Given, string, string]>([
    ["own authorization, merged permissions", [[unknownActions], [delegation([mine(acrPull)])]], "2 2", "2 2"],
    ["permissions refused, no delegation listed", [refused, []], "0 2 rolesNotVisible", "0 2 rolesNotVisible"],
    ["Reader, no delegation listed", [[readerActions], []], "0 1 rolesNotVisible", "0 1 rolesNotVisible"],
    [
      "own authorization of a resource group",
      [[readerActions], [delegation([group(reader)]), inGroup(mine(acrPull))]],
      "1 1 partOfSubscription",
      "1 1 partOfSubscription",
    ],
    ["a permanent authorization of a group", [[pullActions], [delegation([group(acrPull)])]], "2 2", "2 2"],
    [
      "an eligible one only",
      [[pullActions], [delegation([group(reader)], [group(acrPull)])]],
      "1 1 onlyWhileActive",
      "1 1 onlyWhileActive",
    ],
    ["both", [[pullActions], [delegation([group(acrPull)], [group(acrPull)])]], "1 2 maybeOnlyActive", "2 2"],
    ["all roles count, delegations unread", [[pullActions], refused], "2 2", "2 2"],
    ["one does not, delegations unread", [[pullActions, readerActions], refused], "1 2 maybeOnlyActive", "2 2"],
    [
      "an unlisted role beside an eligible one",
      [[pullActions, unknownActions], [delegation([], [group(acrPull)])]],
      "1 2 onlyWhileActive roleNotInList",
      "1 2 onlyWhileActive roleNotInList",
    ],
    ["an unlisted role", [[unknownActions], [delegation([group(custom)])]], "0 2 roleNotInList", "0 2 roleNotInList"],
    ["nothing was read", [refused, refused], "0 2 rolesNotVisible", "0 2 rolesNotVisible"],
    ["no permissions, and none for anybody", [[], [delegation([group(reader)])]], "0 0", "0 0"],
    [
      "no permissions, and one for a group",
      [[], [delegation([group(contributor)])]],
      "0 2 rolesNotVisible",
      "0 2 rolesNotVisible",
    ],
    ["a reader, delegations unread", [[readerActions], refused], "0 1 rolesNotVisible", "0 1 rolesNotVisible"],
    [
      "a group's role at a resource group",
      [[readerActions], [inGroup(group(acrPull))]],
      "0 1 rolesNotVisible",
      "0 1 rolesNotVisible",
    ],
    ["a reader's resource group", [[readerActions], [inGroup(group(reader))]], "0 0", "0 0"],
  ])("%s", (_, given, ofUser, ofServicePrincipal) => {
    expect([bounds("user", given), bounds("servicePrincipal", given)]).toEqual([ofUser, ofServicePrincipal]);
  });

  it.each<[string, Given]>([
    ["lighthouseJitOnly", [[readerActions], [delegation([group(reader)], [group(contributor)])]]],
    ["lighthouseJitOnly", [[readerActions], [delegation([group(acrPull)], [mine(contributor)])]]],
    ["lighthouseNoRole", [[readerActions], [delegation([group(contributor)], [group(contributor)])]]],
    ["lighthouseNoRole", [[], [delegation([group(reader)])]]],
    ["onlyRolesThatDoNotCount", [[readerActions], [delegation([group(reader)])]]],
    ["onlyRolesThatDoNotCount", [[], [delegation([mine(reader)])]]],
  ])("says %s: %j", (id, given) => {
    const all = facts("user");
    expect(noDelegatedRole(delegated, all, sourcesOf(...given), knownRoles(all, roleList()))).toBe(id);
  });
});
