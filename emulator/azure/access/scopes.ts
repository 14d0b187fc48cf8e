import { guidPattern } from "../validate";

/** A scope of role assignments, taken apart. */
export type Scope =
  | { readonly kind: "tenant" }
  | { readonly kind: "managementGroup"; readonly name: string }
  | { readonly kind: "subscription"; readonly subscriptionId: string }
  | { readonly kind: "resourceGroup"; readonly subscriptionId: string; readonly resourceGroup: string }
  | {
      readonly kind: "resource";
      readonly subscriptionId: string;
      readonly resourceGroup: string;
      /** `Microsoft.Storage/storageAccounts`. */
      readonly resourceType: string;
      readonly name: string;
    };

/** Segments of a subscription, a resource group, and a resource in it; every two more are a resource below that. */
const subscriptionLength = 2;
const resourceGroupLength = 4;
const resourceLength = 8;

function resourceScope(segments: readonly string[]): Scope | undefined {
  const [, subscriptionId = "", , resourceGroup = "", providers = "", namespace = "", ...rest] = segments;
  if (providers.toLowerCase() !== "providers" || rest.length < 2 || rest.length % 2 !== 0) {
    return undefined;
  }
  const types = rest.filter((_, index) => index % 2 === 0);
  return {
    kind: "resource",
    subscriptionId: subscriptionId.toLowerCase(),
    resourceGroup,
    resourceType: [namespace, ...types].join("/"),
    name: rest.at(-1) ?? "",
  };
}

function subscriptionScope(segments: readonly string[]): Scope | undefined {
  const [, id = "", groups, resourceGroup] = segments;
  const subscriptionId = id.toLowerCase();
  if (!guidPattern.test(id) || segments.includes("")) {
    return undefined;
  }
  if (groups === undefined) {
    return { kind: "subscription", subscriptionId };
  }
  if (groups.toLowerCase() !== "resourcegroups" || resourceGroup === undefined) {
    return undefined;
  }
  return segments.length === resourceGroupLength
    ? { kind: "resourceGroup", subscriptionId, resourceGroup }
    : resourceScope(segments);
}

/** Takes a scope apart; `undefined` when it is not one. */
export function parseScope(scope: string): Scope | undefined {
  if (scope === "/") {
    return { kind: "tenant" };
  }
  const name = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)$/i.exec(scope)?.[1];
  if (name !== undefined) {
    return { kind: "managementGroup", name };
  }
  return /^\/subscriptions\//i.test(scope) ? subscriptionScope(scope.slice(1).split("/")) : undefined;
}

export function managementGroupScope(name: string): string {
  return `/providers/Microsoft.Management/managementGroups/${name}`;
}

export function scopeOfSubscription(subscriptionId: string, resourceGroup?: string): string {
  const scope = `/subscriptions/${subscriptionId}`;
  return resourceGroup === undefined ? scope : `${scope}/resourceGroups/${resourceGroup}`;
}

/** A scope in a subscription and those that its path runs through, in lower case, from the narrowest. */
export function scopesOnPath(scope: string): readonly string[] {
  const segments = scope.toLowerCase().slice(1).split("/");
  const isScope = (length: number) =>
    length === subscriptionLength || length === resourceGroupLength || (length >= resourceLength && length % 2 === 0);
  return segments
    .flatMap((_, index) => (isScope(index + 1) ? [`/${segments.slice(0, index + 1).join("/")}`] : []))
    .reverse();
}
