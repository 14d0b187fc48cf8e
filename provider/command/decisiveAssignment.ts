import type { Assignment, SubscriptionResult } from "../recognition/types";

/** The assignment that tells most about a subscription, and how many others are known to apply to it. */
export interface Decisive {
  readonly assignment: Assignment;
  readonly others: number;
}

/** From what is worth most to what is worth least. */
const worth: readonly Assignment["counts"][] = [
  "counts",
  "countsWhileActive",
  "custom",
  "notInList",
  "eligibleOnly",
  "doesNotCount",
];

/** Finds the assignment to show for each subscription; undefined where none applies. */
export function decisiveAssignments(
  assignments: readonly Assignment[],
): (subscription: SubscriptionResult) => Decisive | undefined {
  const within = bySubscription(assignments);
  const atRoot = assignments.filter(({ scopeType }) => scopeType === "root");
  const atGroups = assignments.filter(({ scopeType }) => scopeType === "managementGroup");
  return (subscription) => {
    const own = within.get(subscription.subscriptionId.toLowerCase()) ?? [];
    const certain = subscription.delegated ? own : [...atRoot, ...own];
    const possible = subscription.delegated ? [] : atGroups.filter((assignment) => mayApply(assignment, subscription));
    const [assignment] = [...certain, ...possible].sort(byWorth);
    if (assignment === undefined) return undefined;
    return { assignment, others: certain.filter((other) => other !== assignment).length };
  };
}

function bySubscription(assignments: readonly Assignment[]): Map<string, Assignment[]> {
  const found = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    const [, subscriptionId = ""] = /^\/subscriptions\/([^/]+)/i.exec(assignment.scope.toLowerCase()) ?? [];
    const others = found.get(subscriptionId);
    if (others === undefined) found.set(subscriptionId, [assignment]);
    else others.push(assignment);
  }
  return found;
}

/** A result does not tell which subscriptions a management group holds, but one that contradicts it is not above. */
function mayApply({ counts }: Assignment, { role }: SubscriptionResult): boolean {
  if (role === "no") return counts === "eligibleOnly" || counts === "doesNotCount";
  return role !== "partly" || counts !== "counts";
}

/** The assignment that is worth most. */
export function mostTelling(assignments: readonly Assignment[]): Assignment | undefined {
  return [...assignments].sort(byWorth)[0];
}

/** Of two that are worth the same, the one given first. */
function byWorth(one: Assignment, other: Assignment): number {
  return worth.indexOf(one.counts) - worth.indexOf(other.counts);
}
