import type { Coverage, ProvedRole } from "./bounds";
import { type Facts, rowsOf, type Subscription, type SubscriptionSources } from "./facts";
import { readsCost, readsResources, type RoleList } from "./roleList";
import type { CheckOptions, Known } from "./types";

/** Whether anything in a subscription is in use, and what shows it. */
export interface Usage {
  readonly known: Known;
  readonly source?: "cost" | "resources" | "state";
  /** Why there is none. */
  readonly reason?: "noCost" | "noResources" | "subscriptionNotEnabled";
  /** Whether it was asked for. */
  readonly isAsked: boolean;
}

/** States in which nothing runs; one that is warned or past due still does. */
export function isStopped({ state }: Subscription): boolean {
  return /^(Disabled|Deleted|Expired)$/i.test(state);
}

export function isSoldByCsp({ quotaId }: Subscription): boolean {
  return /^CSP_/i.test(quotaId);
}

/** What was not seen is no usage only where the identity would have seen it. */
export function usageOf(
  subscription: Subscription,
  { proved }: Coverage,
  { now, resources }: Pick<Facts, "now" | "resources">,
  { cost }: Pick<SubscriptionSources, "cost">,
  asked: NonNullable<CheckOptions["usage"]>,
  list: RoleList,
): Usage {
  const isAsked = asked !== "off";
  if (isStopped(subscription)) return { known: "no", source: "state", reason: "subscriptionNotEnabled", isAsked };
  if (!isAsked) return { known: "unknown", isAsked };
  const { subscriptionId } = subscription;
  const seen = rowsOf(resources).some((row) => row.subscriptionId === subscriptionId && row.resources > 0);
  const isCounted = resources !== undefined && resources.failure === undefined;
  const sees = (reads: typeof readsCost) =>
    proved.some((role) => isAt(role) && isSettled(role, now) && reads(list.listed(role.roleId ?? "")));
  if (isCounted && !seen && sees(readsResources))
    return { known: "no", source: "resources", reason: "noResources", isAsked };
  const [amount] = rowsOf(cost);
  if (amount !== undefined && amount > 0) return { known: "yes", source: "cost", isAsked };
  // The provider decides whether a CSP's customers see cost: theirs may be hidden.
  if (amount === 0 && sees(readsCost) && !isSoldByCsp(subscription))
    return { known: "no", source: "cost", reason: "noCost", isAsked };
  if (seen || proved.some(({ isOnResource }) => isOnResource)) return { known: "yes", source: "resources", isAsked };
  return { known: "unknown", isAsked };
}

/** Milliseconds until what a new role may see is shown to it everywhere. */
const settling = 900_000;

/** Resource Graph and Cost Management go by a copy, which does not know a new role at once. */
function isSettled({ createdTime }: ProvedRole, now: number): boolean {
  return createdTime === undefined || now - Date.parse(createdTime) > settling;
}

function isAt({ place }: ProvedRole): boolean {
  return place === "atOrAbove";
}
