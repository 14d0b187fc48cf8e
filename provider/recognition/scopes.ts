import { guid } from "../azure/guid";

interface Path {
  /** In lower case: two scopes are the same where their ids are. */
  readonly id: string;
  /** As Azure writes it. */
  readonly path: string;
}

/** Where a role is assigned. */
export type Scope =
  | (Path & { readonly kind: "root" })
  | (Path & { readonly kind: "managementGroup"; readonly name: string })
  | (Path & { readonly kind: "subscription" | "resourceGroup" | "resource"; readonly subscriptionId: string })
  /** Something of a resource provider that belongs to no subscription, such as a reservation. */
  | (Path & { readonly kind: "other" });

/** Where a scope is as seen from a subscription. `aboveSome`: a management group, of which it does not tell what is below. */
export type Place = "atOrAbove" | "below" | "aboveSome" | "elsewhere";

/** A subscription as far as scopes are concerned. */
export interface ScopedSubscription {
  readonly subscriptionId: string;
  readonly tenantId: string;
}

/** Undefined for what is no scope. */
export function parseScope(value: unknown): Scope | undefined {
  if (typeof value !== "string" || !/^\/([^\s\p{Cc}][^\p{Cc}]{0,2000})?$/u.test(value)) return undefined;
  const path = value.replace(/(?<=.)\/+$/, "");
  const id = path.toLowerCase();
  if (id === "/") return { kind: "root", id, path };
  const name = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/.exec(id)?.[1];
  if (name !== undefined) return { kind: "managementGroup", id, path, name };
  const [, collection, subscriptionId = "", groups, , ...below] = id.split("/");
  if (collection !== "subscriptions") return { kind: "other", id, path };
  if (!guid.test(subscriptionId)) return undefined;
  if (groups === undefined) return { kind: "subscription", id, path, subscriptionId };
  const isGroup = groups === "resourcegroups" && below.length === 0;
  return { kind: isGroup ? "resourceGroup" : "resource", id, path, subscriptionId };
}

/** @param homeTenantId - directory of the identity, whose roots are above its own subscriptions only. */
export function placeOf(scope: Scope, subscription: ScopedSubscription, homeTenantId: string): Place {
  const isHome = subscription.tenantId === homeTenantId;
  switch (scope.kind) {
    case "root":
      return isHome ? "atOrAbove" : "elsewhere";
    case "managementGroup":
      if (!isHome) return "elsewhere";
      return scope.name === homeTenantId ? "atOrAbove" : "aboveSome";
    case "other":
      return "elsewhere";
    default:
      if (scope.subscriptionId !== subscription.subscriptionId) return "elsewhere";
      return scope.kind === "subscription" ? "atOrAbove" : "below";
  }
}
