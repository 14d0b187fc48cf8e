import type { LiveLink } from "../azure/partnerLink";
import type { ActionSets } from "./roleList";
import type { Scope } from "./scopes";

/** What a source gave, or why it could not be read: one line. */
export type Answer<T> = { readonly rows: readonly T[]; readonly failure?: undefined } | { readonly failure: string };

export interface Subscription {
  /** GUID in lower case. */
  readonly subscriptionId: string;
  /** GUID in lower case. */
  readonly tenantId: string;
  readonly displayName: string;
  readonly state: string;
  /** The offer, such as `CSP_2015-05-01`. */
  readonly quotaId: string;
}

/** A role assignment of any source. */
export interface RoleRow {
  readonly scope: Scope;
  readonly scopeName?: string;
  /** GUID in lower case. */
  readonly roleId: string;
  readonly roleName?: string;
  readonly roleType?: "BuiltIn" | "Custom";
  /** GUID in lower case. */
  readonly principalId: string;
  readonly principalName?: string;
  readonly isActivated: boolean;
  /** ISO 8601. */
  readonly createdTime?: string;
  /** ISO 8601; only `asTarget()` tells. */
  readonly endTime?: string;
  readonly condition?: string;
}

/** A role that a delegation gives to a principal of the managing directory. */
export interface Authorization {
  readonly principalId: string;
  readonly roleId: string;
}

/** A delegation of a subscription, or of something below it, to the identity's directory. */
export interface Delegation {
  readonly scope: Scope;
  readonly permanent: readonly Authorization[];
  readonly eligible: readonly Authorization[];
}

export interface ResourceCount {
  readonly subscriptionId: string;
  readonly resources: number;
}

/** What was asked about one subscription; a source that was not asked is absent. */
export interface SubscriptionSources {
  readonly assignedTo?: Answer<RoleRow>;
  readonly permissions?: Answer<ActionSets>;
  readonly delegations?: Answer<Delegation>;
  readonly cost?: Answer<number>;
}

/** Who is checked. */
export interface Subject {
  readonly tenantId: string;
  readonly objectId: string;
  readonly kind: "user" | "servicePrincipal";
  /** As messages name it. */
  readonly label: string;
}

/** Everything that was read, from which the verdict follows. */
export interface Facts {
  readonly subject: Subject;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly link: LiveLink | undefined;
  readonly subscriptions: readonly Subscription[];
  /** Active roles by `asTarget()`. */
  readonly active: Answer<RoleRow>;
  /** Roles that the identity may activate, by `asTarget()`; users only. */
  readonly eligible?: Answer<RoleRow>;
  /** The identity's own role assignments in Resource Graph. */
  readonly graphRoles?: Answer<RoleRow>;
  readonly resources?: Answer<ResourceCount>;
  /** By subscription. */
  readonly sources: ReadonlyMap<string, SubscriptionSources>;
}

/** The rows of a source; none where it was not asked or not read. */
export function rowsOf<T>(answer: Answer<T> | undefined): readonly T[] {
  return answer?.failure === undefined ? (answer?.rows ?? []) : [];
}
