import type { Answer, Facts } from "./facts";
import type { Looked } from "./types";

/** What was read, source by source; what was not needed is not named. */
export function lookedAt(facts: Facts): Looked[] {
  const each = [...facts.sources.values()];
  return [
    { what: "partners", status: "complete" },
    { what: "subscriptions", status: "complete" },
    ...ofAll("roleAssignmentScheduleInstances", facts.active),
    ...ofAll("roleEligibilityScheduleInstances", facts.eligible),
    ...ofAll("resourceGraph.authorizationresources", facts.graphRoles),
    ...ofAll("resourceGraph.resources", facts.resources),
    ...ofEach(
      "roleAssignments",
      each.map(({ assignedTo }) => assignedTo),
    ),
    ...ofEach(
      "permissions",
      each.map(({ permissions }) => permissions),
    ),
    ...ofEach(
      "registrationAssignments",
      each.map(({ delegations }) => delegations),
    ),
    ...ofEach(
      "cost",
      each.map(({ cost }) => cost),
    ),
  ];
}

function ofAll(what: string, answer: Answer<unknown> | undefined): Looked[] {
  if (answer === undefined) return [];
  return [
    answer.failure === undefined ? { what, status: "complete" } : { what, status: "failed", why: answer.failure },
  ];
}

/** By subscription. */
function ofEach(what: string, answers: readonly (Answer<unknown> | undefined)[]): Looked[] {
  const asked = answers.filter((answer) => answer !== undefined);
  const failures = asked.flatMap(({ failure }) => failure ?? []);
  const [first] = failures;
  if (asked.length === 0) return [];
  if (first === undefined) return [{ what, status: "complete" }];
  const others = failures.length > 1 ? ` (and ${failures.length - 1} more)` : "";
  return [{ what, status: failures.length === asked.length ? "failed" : "partial", why: `${first}${others}` }];
}
