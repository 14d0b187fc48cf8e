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

/** In a subscription that was bought from a CSP, whose users see cost only where the CSP has it shown. */
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
    return undetermined("no subscription is at hand that a CSP sells and whose cost this identity's role may query");
  }
  const { subscriptionId } = sold;
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.CostManagement/query?api-version=2025-03-01`;
  const answer = await caller.send("POST", path, query);
  if (answer.status !== 200) return refusal("hiddenCost", answer);
  const rows = objectOf(answer.body?.["properties"])?.["rows"];
  if (Array.isArray(rows) && rows.length > 0) return undetermined("this subscription shows its cost", answer);
  return hasResources(await countResources(), subscriptionId)
    ? found("empty", answer)
    : undetermined("the subscription has no resources that could cost anything", answer);
}

function hasResources(counted: Answer, subscriptionId: string): boolean {
  return rowsOf(counted, "data").some(
    (row) => lower(row["subscriptionId"]) === subscriptionId && Number(row["resources"]) > 0,
  );
}
