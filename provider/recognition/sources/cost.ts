import type { ArmReader, ArmRequest } from "../../azure/armReader";
import { type JsonObject, objectOf } from "../../azure/json";
import type { Answer, Subject, Subscription } from "../facts";
import { answerOf } from "./answer";
import { isMissing, objectsOf } from "./fields";

const days = 30;
const day = 86_400_000;

/** Cost of the last 30 days, in whatever currency: one number. Not the month to date, which is nothing on the first. */
export function readCost(
  arm: ArmReader,
  { label }: Subject,
  { subscriptionId }: Subscription,
  now: number,
): Promise<Answer<number>> {
  const timePeriod = { from: new Date(now - days * day).toISOString(), to: new Date(now).toISOString() };
  const aggregation = { totalCost: { name: "Cost", function: "Sum" } };
  const request = {
    what: `query the cost of subscription ${subscriptionId} as ${label}`,
    url: `/subscriptions/${subscriptionId}/providers/Microsoft.CostManagement/query?api-version=2025-03-01`,
    body: { type: "ActualCost", timeframe: "Custom", timePeriod, dataset: { granularity: "None", aggregation } },
  };
  return answerOf(async () => [costIn(arm, request, (await arm.read(request)).body)]);
}

function costIn(arm: ArmReader, request: ArmRequest, body: JsonObject): number {
  const properties = objectOf(body["properties"]);
  const columns = objectsOf(properties?.["columns"]) ?? [];
  const index = columns.findIndex(({ name }) => typeof name === "string" && /^(total|pretax)?cost$/i.test(name));
  const rows: unknown = properties?.["rows"];
  // A row for each currency: never so many that they take pages.
  if (index < 0 || !Array.isArray(rows) || !isMissing(properties?.["nextLink"]))
    throw arm.malformed(request, "is not a sum of cost");
  return rows.reduce((sum: number, row: unknown) => {
    const cost: unknown = Array.isArray(row) ? row[index] : undefined;
    if (typeof cost !== "number" || !Number.isFinite(cost)) throw arm.malformed(request, "is not a sum of cost");
    return sum + cost;
  }, 0);
}
