import type { ActionSets } from "./roleList";
import { effectOf, type Gap, type ProvedRole } from "./bounds";
import type { Facts, RoleRow, Subscription, SubscriptionSources } from "./facts";
import type { KnownRoles } from "./knownRoles";
import type { GroupRole } from "./managementGroups";
import { type Place, placeOf } from "./scopes";

/** What is proved of the roles in a subscription, and what is left open. */
export interface Roles {
  readonly proved: readonly ProvedRole[];
  readonly gaps: readonly Gap[];
}

/** A row that concerns the subscription. */
export interface PlacedRow {
  readonly row: RoleRow;
  readonly place: Exclude<Place, "elsewhere">;
}

/** All that roles follow from where `asTarget()` is no proof. */
export interface FallbackInput {
  readonly subscription: Subscription;
  readonly facts: Facts;
  readonly sources: SubscriptionSources;
  readonly known: KnownRoles;
  /** What `asTarget()` shows a service principal for the subscription: to be confirmed by a second source. */
  readonly claims: readonly PlacedRow[];
}

export function placed(rows: readonly RoleRow[], subscription: Subscription, tenantId: string): readonly PlacedRow[] {
  return rows.flatMap((row): PlacedRow[] => {
    const place = placeOf(row.scope, subscription, tenantId);
    return place === "elsewhere" ? [] : [{ row, place }];
  });
}

export function permissionsIn({ permissions }: SubscriptionSources): readonly ActionSets[] | undefined {
  return permissions?.failure === undefined ? permissions?.rows : undefined;
}

/** A role at a management group that may be above the subscription. */
export type NamedGroupRole = GroupRole & { readonly name: string };

export function groupRole({ roleId = "", name, worth, lasts }: ProvedRole, { list }: KnownRoles): NamedGroupRole {
  return { roleId, name, worth, lasts, isListed: list.listed(roleId) !== undefined };
}

/** What a role at a management group may add, when it is not known whether the subscription is below. */
export function groupGap(role: NamedGroupRole, ifItCounts: Gap["reason"]): Gap[] {
  const { hi } = effectOf({ ...role, place: "atOrAbove" });
  if (hi === 0) return [];
  const { worth, name } = role;
  return [
    { hi, name, reason: worth === "custom" ? "customRole" : worth === "notInList" ? "roleNotInList" : ifItCounts },
  ];
}
