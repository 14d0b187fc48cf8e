import type { Context } from "hono";
import type { Env } from "../exchange";
import type { EmulatorState } from "../state";
import { refuse } from "./errors";
import { refuseProviderPath, requireAnyApiVersion } from "./providerTypes";

/**
 * What ARM says to a request that no route takes.
 *
 * @throws ArmRefusal always.
 */
export function answerNoRoute(state: EmulatorState, context: Context<Env>): never {
  requireAnyApiVersion(context);
  const segments = new URL(context.req.url).pathname.split("/").filter(Boolean);
  const [first = "", second = ""] = segments;
  const isSubscription = first.toLowerCase() === "subscriptions" && second !== "";
  if (isSubscription && state.directory.access.subscription(second) === undefined) {
    throw refuse(404, "SubscriptionNotFound", `The subscription '${second}' could not be found.`);
  }
  const provider = segments.findIndex((segment) => segment.toLowerCase() === "providers");
  const [namespace, type = ""] = provider === -1 ? [] : segments.slice(provider + 1);
  if (namespace !== undefined) {
    refuseProviderPath(context, namespace, type);
  }
  throw refuse(404, "InvalidResourceType", `The resource type '${first}' could not be found.`);
}
