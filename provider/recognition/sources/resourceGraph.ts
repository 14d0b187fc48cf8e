import { queryRows } from "../../azure/armPages";
import type { ArmReader } from "../../azure/armReader";
import { type JsonObject, objectOf } from "../../azure/json";
import type { Answer, ResourceCount, RoleRow, Subject } from "../facts";
import { answerOf, checkedRows } from "./answer";
import { guidOf } from "./fields";
import { roleRow } from "./roleRow";

const url = "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01";

/** No scope: with subscriptions named, what is assigned at management groups would silently be absent. */
function query(text: string): JsonObject {
  return { query: text, options: { $top: 1000, resultFormat: "objectArray" } };
}

/** How many resources of each subscription the identity sees; a subscription without any is absent. */
export function readResourceCounts(arm: ArmReader, { label }: Subject): Promise<Answer<ResourceCount>> {
  const body = query(
    "resources | summarize resources = count() by subscriptionId | order by subscriptionId asc | project id = subscriptionId, subscriptionId, resources",
  );
  const request = { what: `count the resources that ${label} sees`, url, body };
  return answerOf(async () => checkedRows(arm, request, await queryRows(arm, request), countIn));
}

/** The identity's own role assignments, where it may read them: none by groups. */
export function readOwnAssignments(arm: ArmReader, { objectId, label }: Subject): Promise<Answer<RoleRow>> {
  const body = query(
    `authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | where properties.principalId =~ '${objectId}' | order by id asc | project id, properties`,
  );
  const request = { what: `query the role assignments of ${label}`, url, body };
  return answerOf(async () => {
    const rows = checkedRows(arm, request, await queryRows(arm, request), (row) =>
      roleRow(objectOf(row["properties"])),
    );
    return rows.filter(({ principalId }) => principalId === objectId);
  });
}

function countIn(row: JsonObject): ResourceCount | undefined {
  const subscriptionId = guidOf(row["subscriptionId"]);
  const resources = row["resources"];
  if (subscriptionId === undefined || !Number.isSafeInteger(resources) || (resources as number) < 0) return undefined;
  return { subscriptionId, resources: resources as number };
}
