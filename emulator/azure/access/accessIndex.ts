import { builtInRole, type Role } from "./roles";
import { managementGroupScope, parseScope, scopeOfSubscription, scopesOnPath } from "./scopes";
import type {
  Access,
  CustomRole,
  Delegation,
  EligibleAssignment,
  Group,
  ManagementGroup,
  ResourceGroup,
  RoleAssignment,
  Subscription,
} from "./types";

function keyOf(tenantId: string, name: string): string {
  return `${tenantId}/${name}`.toLowerCase();
}

function mapOf<Item>(items: readonly Item[] | undefined, key: (item: Item) => string): ReadonlyMap<string, Item> {
  return new Map(items?.map((item) => [key(item), item]));
}

function listsOf<Item>(
  items: readonly Item[] | undefined,
  keys: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const lists = new Map<string, Item[]>();
  for (const item of items ?? []) {
    for (const key of keys(item)) {
      const list = lists.get(key);
      if (list === undefined) {
        lists.set(key, [item]);
      } else {
        list.push(item);
      }
    }
  }
  return lists;
}

function ofPrincipal({ tenantId, principalId }: EligibleAssignment): readonly string[] {
  return [keyOf(tenantId, principalId)];
}

function roleOf({ roleId, name, actions, notActions = [] }: CustomRole): Role {
  return { roleId, name, type: "CustomRole", permissions: [{ actions, notActions }] };
}

/** The directory of access by its ids. Names and ids are taken in any case. */
export class AccessIndex {
  private readonly managementGroups: ReadonlyMap<string, ManagementGroup>;
  private readonly subscriptionsById: ReadonlyMap<string, Subscription>;
  private readonly groups: ReadonlyMap<string, Group>;
  private readonly groupsByMember: ReadonlyMap<string, readonly Group[]>;
  private readonly customRoles: ReadonlyMap<string, Role>;
  private readonly assignments: ReadonlyMap<string, readonly RoleAssignment[]>;
  private readonly eligible: ReadonlyMap<string, readonly EligibleAssignment[]>;
  private readonly delegationsByManager: ReadonlyMap<string, readonly Delegation[]>;
  private readonly delegationsBySubscription: ReadonlyMap<string, readonly Delegation[]>;

  constructor(readonly access: Access) {
    this.managementGroups = mapOf(access.managementGroups, ({ tenantId, name }) => keyOf(tenantId, name));
    this.subscriptionsById = mapOf(access.subscriptions, ({ subscriptionId }) => subscriptionId);
    this.groups = mapOf(access.groups, ({ tenantId, objectId }) => keyOf(tenantId, objectId));
    this.groupsByMember = listsOf(access.groups, ({ tenantId, members }) =>
      members.map((member) => keyOf(tenantId, member)),
    );
    this.customRoles = new Map(access.customRoles?.map((role) => [keyOf(role.tenantId, role.roleId), roleOf(role)]));
    this.assignments = listsOf(access.roleAssignments, ofPrincipal);
    this.eligible = listsOf(access.eligibleAssignments, ofPrincipal);
    this.delegationsByManager = listsOf(access.delegations, ({ managedByTenantId }) => [managedByTenantId]);
    this.delegationsBySubscription = listsOf(access.delegations, ({ subscriptionId }) => [subscriptionId]);
  }

  get subscriptions(): readonly Subscription[] {
    return this.access.subscriptions ?? [];
  }

  subscription(subscriptionId: string): Subscription | undefined {
    return this.subscriptionsById.get(subscriptionId.toLowerCase());
  }

  resourceGroup(subscriptionId: string, name: string): ResourceGroup | undefined {
    return this.subscription(subscriptionId)?.resourceGroups?.find(
      (one) => one.name.toLowerCase() === name.toLowerCase(),
    );
  }

  /** The root is not among them. */
  managementGroup(tenantId: string, name: string): ManagementGroup | undefined {
    return this.managementGroups.get(keyOf(tenantId, name));
  }

  group(tenantId: string, objectId: string): Group | undefined {
    return this.groups.get(keyOf(tenantId, objectId));
  }

  role(tenantId: string, roleId: string): Role | undefined {
    return this.customRoles.get(keyOf(tenantId, roleId)) ?? builtInRole(roleId.toLowerCase());
  }

  /** A principal and the groups it is in, by other groups too: object ids in lower case. */
  principalsOf(tenantId: string, objectId: string): readonly string[] {
    const found = new Set([objectId.toLowerCase()]);
    for (const member of found) {
      for (const group of this.groupsByMember.get(keyOf(tenantId, member)) ?? []) {
        found.add(group.objectId);
      }
    }
    return [...found];
  }

  /** Role assignments to exactly these principals of a tenant. */
  assignmentsTo(tenantId: string, principalIds: readonly string[]): readonly RoleAssignment[] {
    return principalIds.flatMap((id) => this.assignments.get(keyOf(tenantId, id)) ?? []);
  }

  eligibleAssignmentsTo(tenantId: string, principalIds: readonly string[]): readonly EligibleAssignment[] {
    return principalIds.flatMap((id) => this.eligible.get(keyOf(tenantId, id)) ?? []);
  }

  delegationsTo(tenantId: string): readonly Delegation[] {
    return this.delegationsByManager.get(tenantId) ?? [];
  }

  delegationsOf(subscriptionId: string): readonly Delegation[] {
    return this.delegationsBySubscription.get(subscriptionId) ?? [];
  }

  /** A scope and all above it, in lower case, from the narrowest to `/`. */
  scopesAbove(tenantId: string, scope: string): readonly string[] {
    const parsed = parseScope(scope);
    if (parsed === undefined) {
      return ["/"];
    }
    switch (parsed.kind) {
      case "tenant":
        return ["/"];
      case "managementGroup":
        return [...this.lineage(tenantId, parsed.name), "/"];
      default: {
        const subscription = this.subscription(parsed.subscriptionId);
        return [...scopesOnPath(scope), ...this.lineage(tenantId, subscription?.managementGroup), "/"];
      }
    }
  }

  /** Whether a scope is another one or below it. */
  contains(tenantId: string, outer: string, inner: string): boolean {
    const [wide, narrow] = [outer.toLowerCase(), inner.toLowerCase()];
    const isOnPath = wide === "/" || narrow === wide || narrow.startsWith(`${wide}/`);
    return (
      isOnPath || (parseScope(outer)?.kind === "managementGroup" && this.scopesAbove(tenantId, inner).includes(wide))
    );
  }

  /** Scopes of a management group and of those above it, in lower case. A circular chain does not reach the root. */
  lineage(tenantId: string, name: string | undefined): readonly string[] {
    const names: string[] = [];
    let next = name?.toLowerCase();
    while (next !== undefined && !names.includes(next)) {
      names.push(next);
      next = this.managementGroup(tenantId, next)?.parent?.toLowerCase();
    }
    const isComplete = next !== undefined || names.at(-1) === tenantId;
    return (isComplete ? names : [...names, tenantId]).map((one) => managementGroupScope(one).toLowerCase());
  }

  /** Why a scope does not exist in a tenant; `undefined` when it does. */
  missing(tenantId: string, scope: string): string | undefined {
    const parsed = parseScope(scope);
    if (parsed === undefined) {
      return `"${scope}" is not a scope`;
    }
    if (parsed.kind === "tenant") {
      return undefined;
    }
    if (parsed.kind === "managementGroup") {
      const isThere =
        parsed.name.toLowerCase() === tenantId || this.managementGroup(tenantId, parsed.name) !== undefined;
      return isThere ? undefined : `tenant ${tenantId} has no management group ${parsed.name}`;
    }
    const { subscriptionId } = parsed;
    if (this.subscription(subscriptionId)?.tenantId !== tenantId) {
      return `tenant ${tenantId} has no subscription ${subscriptionId}`;
    }
    const resourceGroup = parsed.kind === "subscription" ? undefined : parsed.resourceGroup;
    return resourceGroup === undefined || this.resourceGroup(subscriptionId, resourceGroup) !== undefined
      ? undefined
      : `${scopeOfSubscription(subscriptionId)} has no resource group ${resourceGroup}`;
  }
}
