import type { ProvedRole } from "./bounds";
import type { PermissionRoles } from "./permissionRoles";
import type { FallbackInput } from "./placedRows";

/**
 * Roles at the subscription or above it that nothing but permissions shows.
 *
 * @param told - roles there that other sources show.
 */
export function rolesByPermissions(
  { facts, known, claims }: FallbackInput,
  permissions: PermissionRoles | undefined,
  told: readonly ProvedRole[],
): ProvedRole[] {
  if (permissions === undefined) return [];
  const customRow = claims.find(({ row, place }) => place !== "below" && known.worthOf(row.roleId) === "custom")?.row;
  const by = { place: "atOrAbove", isEndKnown: false, isOnResource: false } as const;
  const unlisted: ProvedRole = {
    ...by,
    name: customRow === undefined ? "" : known.nameOf(customRow.roleId),
    worth: customRow === undefined ? "notInList" : "custom",
    lasts: "always",
  };
  const listed = permissions.listed
    .filter(({ roleId }) => !told.some((role) => role.roleId === roleId))
    .map(({ roleId, name }): ProvedRole => {
      const worth = known.worthOf(roleId);
      // A custom role may do exactly what a listed one does, and `asTarget()` shows no such listed one.
      const isCustom = customRow !== undefined && !claims.some(({ row }) => row.roleId === roleId);
      if (worth === "counts" && isCustom) return unlisted;
      return { ...by, roleId, name, worth, lasts: facts.subject.kind === "user" ? "perhaps" : "always" };
    });
  return permissions.unmatched === 0 ? listed : [...listed, unlisted];
}
