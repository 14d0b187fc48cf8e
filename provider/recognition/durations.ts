import type { ProvedRole } from "./bounds";
import type { RoleRow } from "./facts";
import type { PlacedRow } from "./placedRows";

/** How long an assignment lasts, as far as a source tells. */
export type Duration = Pick<ProvedRole, "lasts" | "isEndKnown">;

const day = 86_400_000;

/** By `asTarget()`, which alone shows ends and activations. */
export function shownDuration({ isActivated, endTime }: RoleRow): Duration {
  return { lasts: isActivated || endTime !== undefined ? "limited" : "always", isEndKnown: true };
}

/** A user's assignment by any other source: it may be an activation, which lasts 24 hours at most. */
export function durationByAge({ createdTime }: RoleRow, now: number): Duration {
  const isOld = createdTime !== undefined && now - Date.parse(createdTime) > day;
  return { lasts: isOld ? "always" : "perhaps", isEndKnown: false };
}

/** A service principal's assignment, with its end where `asTarget()` shows the same one. Service principals cannot activate roles. */
export function confirmedDuration(row: RoleRow, claims: readonly PlacedRow[]): Duration {
  const same = claims.map((claim) => claim.row).filter((claim) => isSameAssignment(claim, row));
  const ofPrincipal = same.filter(({ principalId }) => principalId === row.principalId);
  const shown = (ofPrincipal.length > 0 ? ofPrincipal : same).map(shownDuration);
  return shown.find(({ lasts }) => lasts === "always") ?? shown[0] ?? { lasts: "always", isEndKnown: false };
}

/** To whomever it is: the identity itself or one of its groups. */
export function isSameAssignment(one: RoleRow, other: RoleRow): boolean {
  return one.roleId === other.roleId && one.scope.id === other.scope.id;
}
