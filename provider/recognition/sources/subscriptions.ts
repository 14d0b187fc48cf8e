import { listRows } from "../../azure/armPages";
import type { ArmReader } from "../../azure/armReader";
import type { JsonObject } from "../../azure/json";
import { objectOf } from "../../azure/json";
import type { Subject, Subscription } from "../facts";
import { checkedRows } from "./answer";
import { guidOf, nameIn } from "./fields";

/**
 * Subscriptions in which the identity has any role, delegated ones included.
 *
 * @throws PalError PAL_SERVICE_FAILED
 */
export async function readSubscriptions(arm: ArmReader, { label }: Subject): Promise<readonly Subscription[]> {
  const request = { what: `list the subscriptions of ${label}`, url: "/subscriptions?api-version=2022-12-01" };
  const rows = checkedRows(arm, request, await listRows(arm, request), subscriptionIn);
  return [...new Map(rows.map((row) => [row.subscriptionId, row])).values()];
}

function subscriptionIn(row: JsonObject): Subscription | undefined {
  const subscriptionId = guidOf(row["subscriptionId"]);
  const tenantId = guidOf(row["tenantId"]);
  if (subscriptionId === undefined || tenantId === undefined) return undefined;
  return {
    subscriptionId,
    tenantId,
    displayName: nameIn(row, "displayName") ?? subscriptionId,
    state: nameIn(row, "state") ?? "Unknown",
    quotaId: nameIn(objectOf(row["subscriptionPolicies"]), "quotaId") ?? "",
  };
}
