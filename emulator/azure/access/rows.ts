import { parseScope, scopeOfSubscription } from "./scopes";
import type { EligibleAssignment, RoleAssignment } from "./types";

/** When an assignment was made that does not tell. */
const usualCreation = "2025-01-01T00:00:00Z";
const hour = 3_600_000;

/** @param now - milliseconds since 1970; a role that was activated then was activated an hour before. */
export function createdOn(assignment: RoleAssignment | EligibleAssignment, now: number): string {
  const isActivated = "activated" in assignment && assignment.activated;
  if (assignment.createdOn !== undefined || !isActivated) return assignment.createdOn ?? usualCreation;
  return new Date(now - hour).toISOString().replace(/\.\d+Z$/, "Z");
}

/** The id of something of Microsoft.Authorization at a scope. */
export function idAt(scope: string, rest: string): string {
  return `${scope === "/" ? "" : scope}/providers/Microsoft.Authorization/${rest}`;
}

/** The id of a role as it is shown with a scope: with the subscription where there is one. */
export function roleDefinitionIn(scope: string, roleId: string): string {
  const parsed = parseScope(scope);
  const isInside = parsed !== undefined && "subscriptionId" in parsed;
  return idAt(isInside ? scopeOfSubscription(parsed.subscriptionId) : "/", `roleDefinitions/${roleId}`);
}
