import { type JsonObject, objectOf } from "../../../provider/azure/json";
import type { Answer, Caller } from "../caller";
import type { AccessStage } from "./access";
import { lower, propertiesOf } from "./fields";

export interface Subscription {
  readonly subscriptionId: string;
  /** Belongs to another tenant: Azure Lighthouse. */
  readonly isDelegated: boolean;
  readonly quotaId: string;
}

/** At most so many subscriptions are asked about one by one. */
const mostAsked = 5;

/** What several probes of access need, read once. */
export interface AccessFacts {
  readonly caller: Caller;
  readonly hasP2: boolean | undefined;
  readonly list: Answer;
  /** Those that the identity sees, of the first page. */
  readonly subscriptions: readonly Subscription[];
  readonly target: Answer;
  /** Answers about the identity's permissions, by subscription of its own tenant. */
  readonly permissions: ReadonlyMap<string, Answer>;
  /** Ids of the roles that the identity is known to have at a subscription or above it. */
  readonly rolesAt: (subscriptionId: string) => Promise<readonly string[]>;
  readonly countResources: () => Promise<Answer>;
}

export function rowsOf({ status, body }: Answer, field = "value"): readonly JsonObject[] {
  const rows = status === 200 ? body?.[field] : undefined;
  return Array.isArray(rows) ? rows.map(objectOf).filter((row) => row !== undefined) : [];
}

const authorization = "/providers/Microsoft.Authorization";
const count =
  "resources | summarize resources = count() by subscriptionId | order by subscriptionId asc | project id = subscriptionId, subscriptionId, resources";

export async function readAccess({ caller, hasP2, subscriptionId }: AccessStage): Promise<AccessFacts> {
  const { tenantId, objectId } = caller.session.identity;
  const list = await caller.send("GET", "/subscriptions?api-version=2022-12-01");
  const subscriptions = rowsOf(list).map((row) => ({
    subscriptionId: lower(row["subscriptionId"]),
    isDelegated: lower(row["tenantId"]) !== tenantId,
    quotaId: lower(objectOf(row["subscriptionPolicies"])?.["quotaId"]),
  }));
  const target = await caller.send(
    "GET",
    `${authorization}/roleAssignmentScheduleInstances?api-version=2020-10-01&$filter=asTarget()`,
  );
  const own = subscriptions.filter(({ isDelegated }) => !isDelegated).map((one) => one.subscriptionId);
  const named = subscriptionId === undefined ? [] : [subscriptionId.toLowerCase()];
  const permissions = new Map<string, Answer>();
  for (const id of new Set([...named, ...own].slice(0, mostAsked))) {
    permissions.set(
      id,
      await caller.send("GET", `/subscriptions/${id}${authorization}/permissions?api-version=2022-04-01`),
    );
  }
  return {
    caller,
    hasP2,
    list,
    subscriptions,
    target,
    permissions,
    rolesAt: async (id) => {
      const filter = `$filter=assignedTo('${objectId}')`;
      const path = `/subscriptions/${id}${authorization}/roleAssignments?api-version=2022-04-01&${filter}`;
      const rows = [...rowsOf(target), ...rowsOf(await caller.send("GET", path))].map(propertiesOf);
      return distinctRoles(rows.filter(({ scope }) => isAtOrAbove(lower(scope), id)));
    },
    countResources: () =>
      caller.send("POST", "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01", {
        query: count,
        options: { $top: 1000, resultFormat: "objectArray" },
      }),
  };
}

function distinctRoles(rows: readonly JsonObject[]): readonly string[] {
  return [...new Set(rows.map(({ roleDefinitionId }) => lower(roleDefinitionId).split("/").at(-1) ?? ""))];
}

/** Which management groups are above a subscription is not known; the root is above all. */
function isAtOrAbove(scope: string, subscriptionId: string): boolean {
  return scope === "/" || scope === `/subscriptions/${subscriptionId}`;
}
