import { arrayOf, object, oneOf, recordOf, text } from "../validate";
import { placeOf, refuseAction, requireAction, subscriptionOf, type AccessRequest } from "./request";
import { readBody } from "./requestBody";
import { scopeOfSubscription } from "./scopes";
import { stableGuid } from "./stableGuid";
import { usualQuotaId } from "./subscriptions";
import type { Subscription } from "./types";

const action = "Microsoft.CostManagement/query/read";

interface Dataset {
  readonly granularity: "None";
  readonly aggregation: Readonly<Record<string, { readonly name: "Cost"; readonly function: "Sum" }>>;
  readonly grouping?: readonly { readonly type: "Dimension"; readonly name: "SubscriptionId" }[];
}

interface CostQuery {
  readonly type: string;
  readonly timeframe: string;
  readonly timePeriod?: unknown;
  readonly dataset: Dataset;
}

const costQuery = object<CostQuery>(
  {
    type: oneOf("ActualCost", "AmortizedCost", "Usage"),
    timeframe: oneOf("MonthToDate", "BillingMonthToDate", "TheLastMonth", "TheLastBillingMonth", "Custom"),
    dataset: object<Dataset>(
      {
        granularity: oneOf("None"),
        aggregation: recordOf(
          object<{ name: "Cost"; function: "Sum" }>({ name: oneOf("Cost"), function: oneOf("Sum") }, {}),
        ),
      },
      {
        grouping: arrayOf(
          object<{ type: "Dimension"; name: "SubscriptionId" }>(
            { type: oneOf("Dimension"), name: oneOf("SubscriptionId") },
            {},
          ),
        ),
      },
    ),
  },
  { timePeriod: object<{ from: string; to: string }>({ from: text, to: text }, {}) },
);

function isShown({ quotaId = usualQuotaId, showsCost }: Subscription): boolean {
  return showsCost ?? !quotaId.startsWith("CSP_");
}

function answer({ subscriptionId, cost = 0 }: Subscription, { dataset }: CostQuery, isEmpty: boolean): Response {
  const isGrouped = (dataset.grouping ?? []).length > 0;
  const name = stableGuid("cost", subscriptionId);
  const column = (title: string, type: string) => ({ name: title, type });
  const row = [cost, ...(isGrouped ? [subscriptionId] : []), "USD"];
  return Response.json({
    id: `${scopeOfSubscription(subscriptionId).slice(1)}/providers/Microsoft.CostManagement/query/${name}`,
    name,
    type: "Microsoft.CostManagement/query",
    properties: {
      nextLink: null,
      columns: [
        column("Cost", "Number"),
        ...(isGrouped ? [column("SubscriptionId", "String")] : []),
        column("Currency", "String"),
      ],
      rows: isEmpty || cost === 0 ? [] : [row],
    },
  });
}

/** The cost of a subscription: the same amount for every period. */
export function queryCost(request: AccessRequest): Response {
  const subscription = subscriptionOf(request);
  const place = placeOf(subscription);
  requireAction(request, action, place);
  const query = readBody(request.body, costQuery);
  const isHidden = !isShown(subscription);
  if (isHidden && request.state.behaviour.hiddenCost === "403 AuthorizationFailed") {
    refuseAction(request, action, place.scope);
  }
  return answer(subscription, query, isHidden);
}
