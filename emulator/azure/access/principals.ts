import type { EmulatorState } from "../state";

/** A user, service principal or group as answers show it. */
export interface ShownPrincipal {
  readonly displayName: string;
  readonly type: "User" | "Group" | "ServicePrincipal" | "Unknown";
  readonly email?: string;
}

/** `Unknown` when the directory does not have it, as after a principal was deleted. */
export function shownPrincipal(state: EmulatorState, tenantId: string, objectId: string): ShownPrincipal {
  const group = state.directory.access.group(tenantId, objectId);
  if (group !== undefined) {
    return { displayName: group.name, type: "Group" };
  }
  const principal = state.directory.principal(tenantId, objectId);
  if (principal === undefined) {
    return { displayName: "", type: "Unknown" };
  }
  const { name, kind } = principal;
  return kind === "user"
    ? { displayName: name, type: "User", email: name }
    : { displayName: name, type: "ServicePrincipal" };
}
