import type { ProvedRole } from "./bounds";
import type { Duration } from "./durations";
import { type Facts, type RoleRow, rowsOf } from "./facts";
import type { RoleList, Worth } from "./roleList";

/** What the list and `asTarget()` tell of a role; no other source has its name and type. */
export interface KnownRoles {
  readonly list: RoleList;
  readonly worthOf: (roleId: string) => Worth;
  readonly nameOf: (roleId: string) => string;
  readonly typeOf: (roleId: string) => "BuiltIn" | "Custom" | undefined;
}

export function knownRoles({ active, eligible }: Pick<Facts, "active" | "eligible">, list: RoleList): KnownRoles {
  const told = new Map([...rowsOf(eligible), ...rowsOf(active)].map((row) => [row.roleId, row]));
  const typeOf = (roleId: string) => (list.listed(roleId) === undefined ? told.get(roleId)?.roleType : "BuiltIn");
  return {
    list,
    typeOf,
    worthOf: (roleId) => list.worthOf(roleId, typeOf(roleId)),
    nameOf: (roleId) => list.listed(roleId)?.name ?? told.get(roleId)?.roleName ?? roleId,
  };
}

/** A row as a role that the identity certainly has. */
export function provedRole(
  row: RoleRow,
  place: ProvedRole["place"],
  duration: Duration,
  { worthOf, nameOf }: KnownRoles,
): ProvedRole {
  const { roleId, createdTime, scope } = row;
  return {
    place,
    roleId,
    name: nameOf(roleId),
    worth: worthOf(roleId),
    ...duration,
    ...(createdTime === undefined ? {} : { createdTime }),
    isOnResource: scope.kind === "resource",
  };
}
