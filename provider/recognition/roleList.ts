import listed from "./listedRoles.json";
import type { ListedRole, RoleEligibility } from "./types";

/** What a role may do, each a list in any order and case. */
export interface ActionSets {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
}

/** A role of the list with what it may do; its GUID is in lower case. */
export interface RoleWithActions extends ListedRole, ActionSets {}

/** What a role is worth. */
export type Worth = "counts" | "doesNotCount" | "notInList" | "custom";

/** The list, with what the caller knows beside it. */
export interface RoleList {
  readonly about: { readonly source: string; readonly date: string; readonly count: number };
  /** By the role's GUID alone: names change, and actions do not tell. */
  readonly worthOf: (roleId: string, type?: "BuiltIn" | "Custom") => Worth;
  /** Undefined for a role that is not in the list, an added one included. */
  readonly listed: (roleId: string) => RoleWithActions | undefined;
  /** The listed role that may do exactly this. Of two with the same actions the listed one is taken. */
  readonly withActions: (sets: ActionSets) => RoleWithActions | undefined;
}

const roles: readonly RoleWithActions[] = listed.roles;
const byId = new Map(roles.map((role) => [role.roleId, role]));
const byActions = new Map(roles.map((role) => [fingerprint(role), role]));

/**
 * The role of Microsoft's list of roles for partner earned credit, or undefined where the list does not have it: whether
 * such a role counts is unknown.
 *
 * @param roleId - GUID of a role definition, or a resource ID that ends with it.
 * @example
 * ```ts
 * findListedRole("cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e"); // { roleId: "cfd3…", name: "Support Request Contributor", counts: true }
 * ```
 */
export function findListedRole(roleId: string): ListedRole | undefined {
  const found = byId.get(roleId.slice(roleId.lastIndexOf("/") + 1).toLowerCase());
  return found && { roleId: found.roleId, name: found.name, counts: found.counts };
}

/** @param added - judged so whatever the list says. */
export function roleList(added: readonly RoleEligibility[] = []): RoleList {
  const judged = new Map(added.map(({ roleId, counts }) => [roleId.toLowerCase(), counts]));
  return {
    about: { source: listed.source, date: listed.date, count: roles.length },
    worthOf: (roleId, type) => {
      const counts = judged.get(roleId) ?? byId.get(roleId)?.counts;
      if (counts !== undefined) return counts ? "counts" : "doesNotCount";
      return type === "Custom" ? "custom" : "notInList";
    },
    listed: (roleId) => byId.get(roleId),
    withActions: (sets) => byActions.get(fingerprint(sets)),
  };
}

/** Equal for equal sets. */
function fingerprint({ actions, notActions, dataActions, notDataActions }: ActionSets): string {
  const sets = [actions, notActions, dataActions, notDataActions];
  return JSON.stringify(sets.map((set) => [...new Set((set ?? []).map((action) => action.toLowerCase()))].sort()));
}

/** Whether a listed role sees every resource. */
export function readsResources(role: RoleWithActions | undefined): boolean {
  return role?.actions?.some((action) => action === "*" || action === "*/read") === true;
}

/** Whether a listed role sees cost. */
export function readsCost(role: RoleWithActions | undefined): boolean {
  return role?.actions?.some((action) => matches(action, "Microsoft.CostManagement/query/read")) === true;
}

function matches(pattern: string, action: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(action);
}
