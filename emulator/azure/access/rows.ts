import { parseScope, scopeOfSubscription } from "./scopes";
import type { EligibleAssignment } from "./types";

/** When an assignment was made that does not tell. */
const usualCreation = "2025-01-01T00:00:00Z";

export function createdOn(assignment: EligibleAssignment): string {
  return assignment.createdOn ?? usualCreation;
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
