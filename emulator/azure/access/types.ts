/** Who may do what where, from which the emulator derives every answer about access. All of it may be absent: then there is none. */
export interface Access {
  /** The root management group of a tenant, whose name is the tenant id, always exists and is not listed. */
  readonly managementGroups?: readonly ManagementGroup[];
  readonly subscriptions?: readonly Subscription[];
  readonly groups?: readonly Group[];
  readonly customRoles?: readonly CustomRole[];
  readonly roleAssignments?: readonly RoleAssignment[];
  /** Privileged Identity Management: roles that a principal can activate. */
  readonly eligibleAssignments?: readonly EligibleAssignment[];
  /** Azure Lighthouse. */
  readonly delegations?: readonly Delegation[];
}

export interface ManagementGroup {
  readonly name: string;
  readonly tenantId: string;
  readonly displayName?: string;
  /** Name of the group above; the root when absent. */
  readonly parent?: string;
}

export interface Subscription {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly name: string;
  /** Default "Enabled". */
  readonly state?: "Enabled" | "Warned" | "PastDue" | "Disabled" | "Deleted";
  /** Offer, such as "PayAsYouGo_2014-09-01" (default) or "CSP_2015-05-01". */
  readonly quotaId?: string;
  /** Name of the management group above; the root when absent. */
  readonly managementGroup?: string;
  readonly resourceGroups?: readonly ResourceGroup[];
  /** This month's cost in USD; 0 when absent. */
  readonly cost?: number;
  /** Whether users of the subscription may see its cost. Default false for CSP_ offers, else true. */
  readonly showsCost?: boolean;
}

export interface ResourceGroup {
  readonly name: string;
  /** Number of resources in it. */
  readonly resources: number;
  /** Type of all of them, such as "Microsoft.Compute/virtualMachines". By default a type that no role names, so that only roles that read everything can read it. */
  readonly resourceType?: string;
}

export interface Group {
  readonly tenantId: string;
  readonly objectId: string;
  readonly name: string;
  /** Object ids of users, service principals or groups. */
  readonly members: readonly string[];
}

export interface CustomRole {
  /** GUID. */
  readonly roleId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
}

export interface RoleAssignment {
  /** `/`, `/providers/Microsoft.Management/managementGroups/NAME` or `/subscriptions/GUID[/resourceGroups/NAME[/providers/…]]`. */
  readonly scope: string;
  /** GUID of a built-in or custom role. */
  readonly roleId: string;
  /** Directory of the principal and of the scope. */
  readonly tenantId: string;
  readonly principalId: string;
  /** An eligible role that was activated (PIM): ends at `endDateTime`. */
  readonly activated?: boolean;
  /** ISO 8601 in UTC. Without `activated`: a time-bound assignment. */
  readonly endDateTime?: string;
  /** ISO 8601 in UTC. Default 2025-01-01T00:00:00Z; of an activated role, an hour ago. */
  readonly createdOn?: string;
  /** ABAC condition. */
  readonly condition?: string;
}

export type EligibleAssignment = Omit<RoleAssignment, "activated">;

export interface Delegation {
  readonly subscriptionId: string;
  /** Only this resource group is delegated, when given. */
  readonly resourceGroup?: string;
  readonly managedByTenantId: string;
  readonly name?: string;
  /** From the marketplace: has a plan. */
  readonly isOffer?: boolean;
  readonly authorizations: readonly Authorization[];
  readonly eligibleAuthorizations?: readonly Authorization[];
}

/** A role for a principal of the managing tenant. */
export interface Authorization {
  readonly principalId: string;
  /** GUID of a built-in role. */
  readonly roleId: string;
}
