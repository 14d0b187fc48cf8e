import { refuse } from "../arm/errors";

/** A query that the emulator supports. */
export type GraphQuery =
  { readonly kind: "resources" } | { readonly kind: "roleAssignments"; readonly principalId: string };

const forms = [
  "resources | summarize resources = count() by subscriptionId | order by subscriptionId asc | project id = subscriptionId, subscriptionId, resources",
  "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | where properties.principalId =~ '{objectId}' | order by id asc | project id, properties",
] as const;

const assignee = /where properties\.principalId =~ '([0-9a-f-]{36})'/i;

function normalised(query: string): string {
  return query
    .trim()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?\| ?/g, " | ")
    .toLowerCase();
}

/**
 * Parses one of the two supported queries, ignoring case and white space.
 *
 * @throws ArmRefusal with status 400 that lists both queries.
 */
export function parseGraphQuery(query: string): GraphQuery {
  const [resources, roleAssignments] = forms.map(normalised);
  const given = normalised(query);
  if (given === resources) {
    return { kind: "resources" };
  }
  const principalId = assignee.exec(given)?.[1];
  if (principalId !== undefined && given === roleAssignments?.replace("{objectid}", principalId)) {
    return { kind: "roleAssignments", principalId };
  }
  const listed = forms.map((form) => `\n${form}`).join("");
  throw refuse(400, "BadRequest", `The emulator supports these two queries only:${listed}`);
}
