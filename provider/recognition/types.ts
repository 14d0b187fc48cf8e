import type { Credential } from "../credentialArgs";

/** A directory that an identity can sign in to. */
export interface Tenant {
  /** GUID. */
  readonly tenantId: string;
  /** The organisation's name, where Azure tells it. */
  readonly displayName?: string;
  /** Such as `contoso.onmicrosoft.com`, where Azure tells it. */
  readonly defaultDomain?: string;
  /** As seen from the directory that was signed in to: `Home`, `ProjectedBy` or `ManagedBy`. */
  readonly tenantCategory?: string;
}

/** Answer to a question of fact. What could not be read is `unknown`, never `no`. */
export type Known = "yes" | "no" | "unknown";

/** What to expect from the facts; Microsoft decides. */
export type Status = "expected" | "partly" | "notExpected" | "unknown";

/** Stable names of the reasons for a verdict. `usageNotVisible`, `endNotVisible`, `cspSold` and `tooFresh` are notes, which never change the verdict. */
export type ReasonId =
  | "cloudWithoutPal"
  | "cspSold"
  | "customRole"
  | "endNotVisible"
  | "lighthouseJitOnly"
  | "lighthouseNoRole"
  | "linkedToAnother"
  | "maybeOnlyActive"
  | "noCost"
  | "noResources"
  | "noSubscription"
  | "notConfirmed"
  | "notLinked"
  | "onlyEligible"
  | "onlyRolesThatDoNotCount"
  | "onlyWhileActive"
  | "partOfSubscription"
  | "roleNotInList"
  | "rolesNotVisible"
  | "subscriptionNotEnabled"
  | "tooFresh"
  | "usageNotVisible";

/** One reason for a verdict, or a note beside it. */
export interface Reason {
  /** Stable; the texts may change. */
  readonly id: ReasonId;
  /** Subscription (GUID) that it is about; absent when it is about the whole check. */
  readonly subscriptionId?: string;
  /** What was found, on one line. */
  readonly text: string;
  /** What to do, on one line; empty for a note that asks for nothing. */
  readonly remedy: string;
}

/** A role assignment of the identity, as one of the sources reports it. */
export interface Assignment {
  /** Resource ID of the scope, such as `/subscriptions/<GUID>`, or `/` for the root. */
  readonly scope: string;
  /** What kind of scope that is. */
  readonly scopeType: "root" | "managementGroup" | "subscription" | "resourceGroup" | "resource";
  /** Display name of the scope, where a source tells it. */
  readonly scopeName?: string;
  /** Role definition (GUID). */
  readonly roleId: string;
  /** The GUID where no source names the role. */
  readonly roleName: string;
  /** Microsoft's own role, one of the customer, or unknown where no source tells. */
  readonly roleType: "BuiltIn" | "Custom" | "unknown";
  /** `permissions`: recognised by what the identity may do. */
  readonly via: "direct" | "group" | "lighthouse" | "permissions" | "unknown";
  /** Object id (GUID) of the identity or of its group. */
  readonly principalId?: string;
  /** Assigned and in force, activated for a time, or only eligible. */
  readonly assignmentType: "assigned" | "activated" | "eligible";
  /** ISO 8601. */
  readonly createdTime?: string;
  /** ISO 8601; absent when it has no end or the end could not be read. */
  readonly endTime?: string;
  /** Shown, not judged. */
  readonly condition?: string;
  /** Whether the role counts, whether or not a second source confirms the assignment. */
  readonly counts: "counts" | "countsWhileActive" | "eligibleOnly" | "doesNotCount" | "notInList" | "custom";
}

/** What was found about one subscription. */
export interface SubscriptionResult {
  /** GUID. */
  readonly subscriptionId: string;
  /** The subscription's name. */
  readonly displayName: string;
  /** GUID of the directory that it belongs to. */
  readonly tenantId: string;
  /** `Enabled`, `Warned`, `PastDue`, `Disabled`, `Deleted`. */
  readonly state: string;
  /** Reached through Azure Lighthouse. */
  readonly delegated: boolean;
  /** Whether a role that counts covers it: yes whole, no not at all, partly in part or for a time. */
  readonly role: "yes" | "partly" | "no" | "unknown";
  /** Whether anything in the subscription is in use. */
  readonly usage: {
    /** `no` needs proof: a count or cost of nothing that the identity would have seen, or a subscription that is disabled. */
    readonly known: Known;
    /** What that is known from; absent when it is unknown. */
    readonly source?: "cost" | "resources" | "state";
  };
}

/** A source of facts, and how much of it was read. */
export interface Looked {
  /** Such as `subscriptions`, `roleAssignmentScheduleInstances`, `resourceGraph.resources`. A source that was not needed is absent. */
  readonly what: string;
  /** `partial`: for some subscriptions. */
  readonly status: "complete" | "partial" | "failed";
  /** Why it was not read completely, on one line. */
  readonly why?: string;
}

/** The verdict on one identity in one directory, with its facts. JSON schema: `pulumi-partner-admin-link/recognition/schema.json`. */
export interface Recognition {
  /** Version of this shape. */
  readonly schemaVersion: 1;
  /** ISO 8601. */
  readonly checkedAt: string;
  /** The identity that signed in. */
  readonly identity: {
    /** GUID of the directory. */
    readonly tenantId: string;
    /** GUID of the identity in that directory. */
    readonly objectId: string;
    /** Application (client) ID of a service principal; absent for a user who has a name. */
    readonly clientId?: string;
    /** A managed identity is a service principal. */
    readonly kind: "user" | "servicePrincipal";
    /** User principal name, or the application's name where it could be read, else its client ID. */
    readonly name: string;
  };
  /** Only where `tenantName` was asked for. */
  readonly tenant?: Tenant;
  /** The identity's partner admin link. */
  readonly link: {
    /** Whether it is linked to the partner that was asked for, or to any where none was. */
    readonly linked: Known;
    /** Partner ID (digits) that it is linked to. */
    readonly partnerId?: string;
    /** The partner's name as the service resolves it. */
    readonly partnerName?: string;
    /** ISO 8601. */
    readonly createdTime?: string;
    /** ISO 8601. */
    readonly updatedTime?: string;
    /** The partner ID that was asked for. */
    readonly expectedPartnerId?: string;
  };
  /** What was found about each subscription that was judged. */
  readonly subscriptions: readonly SubscriptionResult[];
  /** Roles of the identity in or above those subscriptions. */
  readonly assignments: readonly Assignment[];
  /** What to expect. */
  readonly verdict: {
    /** The verdict on all subscriptions together. */
    readonly status: Status;
    /** Why, and what to do about it; notes stand among them. */
    readonly reasons: readonly Reason[];
  };
  /** What was read, and how much of it. */
  readonly looked: readonly Looked[];
  /** Microsoft's list of roles and whether each counts, as this package carries it. */
  readonly roleList: {
    /** Name of the list. */
    readonly source: string;
    /** Day of the list, ISO 8601. */
    readonly date: string;
    /** Number of roles in it, those that do not count included. */
    readonly count: number;
  };
  /** Number of requests that were sent, the sign-in included. */
  readonly requests: number;
}

/** Whether a role counts, in addition to Microsoft's list or instead of what it says. */
export interface RoleEligibility {
  /** Role definition (GUID). */
  readonly roleId: string;
  /** Whether an assignment of it counts. */
  readonly counts: boolean;
}

/** A role of Microsoft's list. */
export interface ListedRole extends RoleEligibility {
  /** As Azure shows it: `Support Request Contributor`. */
  readonly name: string;
}

/** Options of `getTenants`. */
export interface TenantsOptions {
  /** Who signs in, as in PartnerAdminLink. Default: the settings of the environment (`ARM_*`, `AZURE_*`), then the Azure CLI. */
  readonly credential?: Credential;
}

/** Options of `checkRecognition`. */
export interface CheckOptions extends TenantsOptions {
  /** Partner that the identity should be linked to. Default: any. */
  readonly partnerId?: string;
  /** Subscriptions (GUIDs) to judge. Default: all that Azure lists. */
  readonly subscriptionIds?: readonly string[];
  /** `auto` counts resources, `cost` also queries the cost of the last 30 days, `off` leaves usage out. Default `auto`. */
  readonly usage?: "auto" | "cost" | "off";
  /** Roles to judge differently from Microsoft's list. */
  readonly roles?: readonly RoleEligibility[];
  /** Also asks for the name of the directory, which takes one more request. Default false. */
  readonly tenantName?: boolean;
}
