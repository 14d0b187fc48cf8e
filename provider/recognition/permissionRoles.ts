import type { ActionSets, RoleList, RoleWithActions } from "./roleList";

/** Which roles an identity has at a subscription or above it, by what it may do there. */
export interface PermissionRoles {
  /** Listed roles: each has a set of actions of its own. */
  readonly listed: readonly RoleWithActions[];
  /** Entries that are no listed role's: another role's, or the union of several. */
  readonly unmatched: number;
}

/** Undefined for permissions that were not read. */
export function permissionRoles(
  entries: readonly ActionSets[] | undefined,
  { withActions }: RoleList,
): PermissionRoles | undefined {
  if (entries === undefined) return undefined;
  const found = entries.map(withActions);
  const listed = found.filter((role) => role !== undefined);
  return { listed: [...new Set(listed)], unmatched: found.length - listed.length };
}
