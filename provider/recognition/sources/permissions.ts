import { listRows } from "../../azure/armPages";
import type { ArmReader } from "../../azure/armReader";
import type { JsonObject } from "../../azure/json";
import type { Answer, Subject, Subscription } from "../facts";
import type { ActionSets } from "../roleList";
import { answerOf, checkedRows } from "./answer";

/** What the identity may do at a subscription: an entry for each of its roles there and above. Older versions of the API leave out data actions. */
export function readPermissions(
  arm: ArmReader,
  { label }: Subject,
  { subscriptionId }: Subscription,
): Promise<Answer<ActionSets>> {
  const request = {
    what: `read the permissions of ${label} in subscription ${subscriptionId}`,
    url: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
  };
  return answerOf(async () => checkedRows(arm, request, await listRows(arm, request), setsIn));
}

function setsIn(row: JsonObject): ActionSets | undefined {
  const [actions, notActions, dataActions, notDataActions] = [
    "actions",
    "notActions",
    "dataActions",
    "notDataActions",
  ].map((name) => textsOf(row[name]));
  if (actions === undefined || notActions === undefined || dataActions === undefined || notDataActions === undefined)
    return undefined;
  return { actions, notActions, dataActions, notDataActions };
}

/** A missing list is empty. */
function textsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined;
}
