import { found, refusal, undetermined, type Verdict } from "../findings";
import { objectOf } from "../../../provider/azure/json";
import type { Answer } from "../caller";
import { type AccessFacts, rowsOf } from "./accessFacts";
import { lower } from "./fields";
import { isAllowed } from "./permissions";

const query = {
  type: "ActualCost",
  timeframe: "MonthToDate",
  dataset: { granularity: "None", aggregation: { totalCost: { name: "Cost", function: "Sum" } } },
};

/** Users of a subscription sold by a CSP see its cost only if the CSP allows it. */
export async function hiddenCost({
  caller,
  subscriptions,
  permissions,
  countResources,
}: AccessFacts): Promise<Verdict> {
  const sold = subscriptions.find(
    ({ subscriptionId, quotaId }) =>
      quotaId.startsWith("csp_") && isAllowed(permissions.get(subscriptionId), "Microsoft.CostManagement/query/read"),
  );
  if (sold === undefined) {
    return undetermined("needs a subscription sold by a CSP, and a role that may query its cost");
  }
  const { subscriptionId } = sold;
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.CostManagement/query?api-version=2025-03-01`;
  const answer = await caller.send("POST", path, query);
  if (answer.status !== 200) return refusal("hiddenCost", answer);
  const rows = objectOf(answer.body?.["properties"])?.["rows"];
  if (Array.isArray(rows) && rows.length > 0) return undetermined("the subscription shows its cost", answer);
  return hasResources(await countResources(), subscriptionId)
    ? found("empty", answer)
    : undetermined("the subscription has no resources, so an empty answer proves nothing", answer);
}

function hasResources(counted: Answer, subscriptionId: string): boolean {
  return rowsOf(counted, "data").some(
    (row) => lower(row["subscriptionId"]) === subscriptionId && Number(row["resources"]) > 0,
  );
}
