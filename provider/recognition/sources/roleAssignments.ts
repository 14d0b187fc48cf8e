import { listRows } from "../../azure/armPages";
import type { ArmReader } from "../../azure/armReader";
import { objectOf } from "../../azure/json";
import type { Answer, RoleRow, Subject, Subscription } from "../facts";
import { answerOf, checkedRows } from "./answer";
import { roleRow } from "./roleRow";

/** All roles of the identity at, above and below one subscription, those by groups included. */
export function readRoleAssignments(
  arm: ArmReader,
  { objectId, label }: Subject,
  { subscriptionId }: Subscription,
): Promise<Answer<RoleRow>> {
  const request = {
    what: `list the role assignments of ${label} in subscription ${subscriptionId}`,
    url: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=assignedTo('${objectId}')`,
  };
  return answerOf(async () =>
    checkedRows(arm, request, await listRows(arm, request), (row) => roleRow(objectOf(row["properties"]))),
  );
}
