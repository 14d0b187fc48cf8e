import type { Credential } from "../credentialArgs";

/** A directory that an identity can sign in to. */
export interface Tenant {
  /** GUID. */
  readonly tenantId: string;
  readonly displayName?: string;
  readonly defaultDomain?: string;
  /** As seen from the directory that was signed in to: `Home`, `ProjectedBy` or `ManagedBy`. */
  readonly tenantCategory?: string;
}

/** What is known of a fact; what could not be read is unknown, never no. */
export type Known = "yes" | "no" | "unknown";

/** What the facts let one expect; Microsoft decides. */
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
  /** The subscription (GUID) that it is about; absent for the whole check. */
  readonly subscriptionId?: string;
  /** What was found, one line. */
  readonly text: string;
  /** What to do, one line; empty for a note that asks for nothing. */
  readonly remedy: string;
}

/** A role of the identity, as one of the sources shows it. */
export interface Assignment {
  readonly scope: string;
  readonly scopeType: "root" | "managementGroup" | "subscription" | "resourceGroup" | "resource";
  readonly scopeName?: string;
  /** Role definition (GUID). */
  readonly roleId: string;
  /** The GUID where no source names the role. */
  readonly roleName: string;
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
  /** What the role is worth, whether or not a second source confirms the assignment. */
  readonly counts: "counts" | "countsWhileActive" | "eligibleOnly" | "doesNotCount" | "notInList" | "custom";
}

/** What was found about one subscription. */
export interface SubscriptionResult {
  /** GUID. */
  readonly subscriptionId: string;
  readonly displayName: string;
  /** GUID of the directory that it belongs to. */
  readonly tenantId: string;
  /** `Enabled`, `Warned`, `PastDue`, `Disabled`, `Deleted`. */
  readonly state: string;
  /** Reached through Azure Lighthouse. */
  readonly delegated: boolean;
  /** Whether a role that counts covers it: yes whole, no not at all, partly in part or for a time. */
  readonly role: "yes" | "partly" | "no" | "unknown";
  readonly usage: { readonly known: Known; readonly source?: "cost" | "resources" | "state" };
}

/** One source, and how much of it was read. */
export interface Looked {
  /** Such as `subscriptions`, `roleAssignmentScheduleInstances`, `resourceGraph.resources`. A source that was not needed is absent. */
  readonly what: string;
  /** `partial`: for some subscriptions. */
  readonly status: "complete" | "partial" | "failed";
  /** Why it was not read completely, one line. */
  readonly why?: string;
}

/** The verdict on one identity in one directory, with its facts. JSON schema: `recognition/schema.json` in the package. */
export interface Recognition {
  readonly schemaVersion: 1;
  /** ISO 8601. */
  readonly checkedAt: string;
  readonly identity: {
    readonly tenantId: string;
    readonly objectId: string;
    readonly clientId?: string;
    readonly kind: "user" | "servicePrincipal";
    /** User principal name, or the application's name where it could be read, else its client ID. */
    readonly name: string;
  };
  /** Only where `tenantName` was asked for. */
  readonly tenant?: Tenant;
  readonly link: {
    /** Whether it is linked to the partner that was asked for, or to any where none was. */
    readonly linked: Known;
    readonly partnerId?: string;
    readonly partnerName?: string;
    /** ISO 8601. */
    readonly createdTime?: string;
    /** ISO 8601. */
    readonly updatedTime?: string;
    /** The partner ID that was asked for. */
    readonly expectedPartnerId?: string;
  };
  readonly subscriptions: readonly SubscriptionResult[];
  readonly assignments: readonly Assignment[];
  readonly verdict: { readonly status: Status; readonly reasons: readonly Reason[] };
  readonly looked: readonly Looked[];
  /** Where the list of roles comes from, and of which day it is. */
  readonly roleList: { readonly source: string; readonly date: string; readonly count: number };
  /** Requests that were sent, the sign-in included. */
  readonly requests: number;
}

/** Whether a role counts: beside, or instead of, what the list says. */
export interface RoleEligibility {
  /** Role definition (GUID). */
  readonly roleId: string;
  readonly counts: boolean;
}

/** A role of Microsoft's list. */
export interface ListedRole extends RoleEligibility {
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
  /** What roles are worth, where it differs from the list. */
  readonly roles?: readonly RoleEligibility[];
  /** Also asks for the name of the directory, which takes one more request. Default false. */
  readonly tenantName?: boolean;
}
