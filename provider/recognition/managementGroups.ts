import { effectOf } from "./bounds";
import type { PermissionRoles } from "./permissionRoles";
import type { Worth } from "./roleList";

/** A role at a management group, of which it is not known whether it is above the subscription. */
export interface GroupRole {
  readonly roleId: string;
  /** Whether Microsoft's list has it, so that its permissions are known. */
  readonly isListed: boolean;
  readonly worth: Worth;
  readonly lasts: "always" | "limited" | "perhaps";
}

/**
 * Whether a role at a management group holds for a subscription, by what the identity may do there; undefined where that
 * does not tell.
 *
 * @param others - roles at other management groups.
 * @param isElsewhere - whether the identity has the same role at the subscription itself or at the root, which explains the permissions as well.
 */
export function isAbove(
  role: GroupRole,
  others: readonly GroupRole[],
  permissions: PermissionRoles | undefined,
  isElsewhere: boolean,
): boolean | undefined {
  if (permissions === undefined || permissions.listed.length + permissions.unmatched === 0) return undefined;
  if (permissions.listed.some(({ roleId }) => roleId === role.roleId)) {
    const same = others.filter(({ roleId }) => roleId === role.roleId);
    return isElsewhere || !haveSameEffect([role, ...same]) ? undefined : true;
  }
  // An entry that is no listed role's may be this one, or hold it in a union; one that is may be an unlisted role's as well.
  return permissions.unmatched === 0 && role.isListed ? false : undefined;
}

/** Whether it does not matter which of them holds. */
export function haveSameEffect(roles: readonly GroupRole[]): boolean {
  const kinds = roles.map((role) => {
    const { lo, hi } = effectOf({ ...role, place: "atOrAbove" });
    return `${lo}${hi}${role.worth}`;
  });
  return new Set(kinds).size === 1;
}
