import type { EmulatorState } from "../state";
import type { Place } from "./rights";
import { parseScope } from "./scopes";

interface ShownScope {
  readonly id: string;
  readonly displayName: string;
  readonly type: string;
}

/** A scope with its name and kind. */
export function shownScope({ directory }: EmulatorState, { tenantId, scope: id }: Place): ShownScope {
  const scope = parseScope(id);
  switch (scope?.kind) {
    case undefined:
    case "tenant":
      return { id, displayName: "/", type: "tenant" };
    case "managementGroup": {
      const { name } = scope;
      const isRoot = name.toLowerCase() === tenantId;
      const group = directory.access.managementGroup(tenantId, name);
      return { id, displayName: isRoot ? "Tenant Root Group" : (group?.displayName ?? name), type: "managementgroup" };
    }
    case "subscription": {
      const subscription = directory.access.subscription(scope.subscriptionId);
      return { id, displayName: subscription?.name ?? scope.subscriptionId, type: "subscription" };
    }
    case "resourceGroup":
      return { id, displayName: scope.resourceGroup, type: "resourcegroup" };
    case "resource":
      return { id, displayName: scope.name, type: scope.resourceType.toLowerCase() };
  }
}
