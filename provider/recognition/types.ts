/** A directory that an identity can sign in to. */
export interface Tenant {
  readonly tenantId: string;
  readonly displayName?: string;
  readonly defaultDomain?: string;
  /** As seen from the directory that was signed in to: Home, ProjectedBy or ManagedBy. */
  readonly tenantCategory?: string;
}

/** What is known of a fact; what could not be read is unknown, never no. */
export type Known = "yes" | "no" | "unknown";

/** Microsoft decides: what the facts let one expect. */
export type Status = "expected" | "partly" | "notExpected" | "unknown";

export type ReasonId = /* union of all ids of RULES.md */ string;

export interface Reason {
  /** Stable; the texts may change. */
  readonly id: ReasonId;
  /** The subscription (GUID) that it is about; absent for the whole check. */
  readonly subscriptionId?: string;
  /** What was found, one line. */
  readonly text: string;
  /** What to do, one line; empty for a note that asks for nothing. */
  readonly remedy: string;
}

export interface Assignment {
  readonly scope: string;
  readonly scopeType: "root" | "managementGroup" | "subscription" | "resourceGroup" | "resource";
  readonly scopeName?: string;
  /** Role definition (GUID). */
  readonly roleId: string;
  readonly roleName: string;
  readonly roleType: "BuiltIn" | "Custom" | "unknown";
  readonly via: "direct" | "group" | "lighthouse" | "permissions" | "unknown";
  readonly principalId?: string;
  /** Assigned and in force, activated for a time, or only eligible. */
  readonly assignmentType: "assigned" | "activated" | "eligible";
  readonly createdTime?: string;
  /** ISO 8601; absent when it has no end or the end could not be read. */
  readonly endTime?: string;
  readonly condition?: string;
  /** counts, countsWhileActive, eligibleOnly, doesNotCount, notInList, custom. */
  readonly counts: "counts" | "countsWhileActive" | "eligibleOnly" | "doesNotCount" | "notInList" | "custom";
}

export interface SubscriptionResult {
  readonly subscriptionId: string;
  readonly displayName: string;
  readonly tenantId: string;
  /** Enabled, Warned, PastDue, Disabled, Deleted. */
  readonly state: string;
  /** Reached through Azure Lighthouse. */
  readonly delegated: boolean;
  /** Whether a role that counts covers it: yes whole, no not at all, partly in part or for a time. */
  readonly role: "yes" | "partly" | "no" | "unknown";
  readonly usage: { readonly known: Known; readonly source?: "cost" | "resources" | "state" };
}

export interface Looked {
  /** Such as subscriptions, roleAssignmentScheduleInstances, resourceGraph. */
  readonly what: string;
  /** partial: for some subscriptions; notAsked: not needed. */
  readonly status: "complete" | "partial" | "failed";
  readonly why?: string;
}

/** JSON schema: recognition/schema.json in the package. */
export interface Recognition {
  readonly schemaVersion: 1;
  /** ISO 8601. */
  readonly checkedAt: string;
  readonly identity: {
    readonly tenantId: string;
    readonly objectId: string;
    readonly clientId?: string;
    readonly kind: "user" | "servicePrincipal";
    readonly name: string;
  };
  readonly tenant?: Tenant;
  readonly link: {
    /** Whether it is linked to the partner that was asked for, or to any where none was. */
    readonly linked: Known;
    readonly partnerId?: string;
    readonly partnerName?: string;
    readonly createdTime?: string;
    readonly updatedTime?: string;
    /** The partner ID that was asked for. */
    readonly expectedPartnerId?: string;
  };
  readonly subscriptions: readonly SubscriptionResult[];
  readonly assignments: readonly Assignment[];
  readonly verdict: { readonly status: Status; readonly reasons: readonly Reason[] };
  readonly looked: readonly Looked[];
  readonly roleList: { readonly source: string; readonly date: string; readonly count: number };
  /** Requests that were sent, sign-in included. */
  readonly requests: number;
}

/** What a role (GUID) is worth: beside, or instead of, what the list says. */
export interface RoleEligibility {
  readonly roleId: string;
  readonly counts: boolean;
}

export interface CheckOptions {
  /** Who is checked; as in PartnerAdminLink. Default: stack-independent settings of the environment (ARM_*, AZURE_*). */
  readonly credential?: import("../credentialArgs").CredentialArgs /* the plain, unwrapped type */;
  readonly partnerId?: string;
  readonly subscriptionIds?: readonly string[];
  readonly usage?: "auto" | "cost" | "off";
  readonly roles?: readonly RoleEligibility[];
}
// getTenants(options?: { credential? }): Promise<Tenant[]>;  checkRecognition(options?: CheckOptions): Promise<Recognition>
