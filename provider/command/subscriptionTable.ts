import type { Assignment, Recognition, SubscriptionResult } from "../recognition/types";
import { quotable } from "../text";
import { decisiveAssignments, type Decisive } from "./decisiveAssignment";
import { minuteText } from "./minuteText";
import { tableText } from "./table";

const head = ["SUBSCRIPTION", "ROLE (SCOPE)", "VIA", "COUNTS", "USAGE", "WHY"];

/** A row for each subscription: the role that decides, and the ids of the reasons, which are explained elsewhere. */
export function subscriptionTable(result: Recognition, columns?: number): string {
  const name = subscriptionNames(result.subscriptions);
  const decisive = decisiveAssignments(result.assignments);
  const reasons = reasonIds(result.verdict.reasons);
  const rows = result.subscriptions.map((subscription) => {
    const found = decisive(subscription);
    return [
      name(subscription.subscriptionId),
      found === undefined ? "-" : roleText(found),
      found?.assignment.via ?? "-",
      subscription.role,
      usageText(subscription),
      [...(reasons.get(subscription.subscriptionId) ?? ["-"])].join(", "),
    ];
  });
  return tableText(head, rows, columns);
}

/** How subscriptions are called: by their name where it is one subscription's, with the id where it is not. */
export function subscriptionNames(subscriptions: Recognition["subscriptions"]): (subscriptionId: string) => string {
  const names = new Map(
    subscriptions.map(({ subscriptionId, displayName }) => [subscriptionId, quotable(displayName)]),
  );
  const times = new Map<string, number>();
  for (const name of names.values()) times.set(name, (times.get(name) ?? 0) + 1);
  return (id) => {
    const name = names.get(id) ?? "";
    if (name === "") return id;
    return times.get(name) === 1 ? name : `${name} (${id})`;
  };
}

function reasonIds(reasons: Recognition["verdict"]["reasons"]): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { id, subscriptionId } of reasons) {
    if (subscriptionId !== undefined) ids.set(subscriptionId, (ids.get(subscriptionId) ?? new Set()).add(id));
  }
  return ids;
}

function roleText({ assignment, others }: Decisive): string {
  const where = [scopeText(assignment), ...timeText(assignment)].join(", ");
  return `${quotable(assignment.roleName) || assignment.roleId} (${where})${others === 0 ? "" : ` +${others} more`}`;
}

function scopeText({ scope, scopeType, scopeName }: Assignment): string {
  const name = quotable(scopeName ?? scope.slice(scope.lastIndexOf("/") + 1));
  switch (scopeType) {
    case "root":
    case "subscription":
      return scopeType;
    case "managementGroup":
      return `management group ${name}`;
    case "resourceGroup":
      return `resource group ${name}`;
    case "resource":
      return `resource ${name}`;
  }
}

function timeText({ assignmentType, endTime }: Assignment): string[] {
  const type = assignmentType === "assigned" ? [] : [assignmentType];
  return endTime === undefined ? type : [...type, `until ${minuteText(endTime)}`];
}

function usageText({ usage: { known, source }, state }: SubscriptionResult): string {
  if (source === undefined) return known;
  return `${known} (${source === "state" ? quotable(state) : source})`;
}
