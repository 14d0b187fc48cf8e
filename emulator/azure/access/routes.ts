import { requireAnyApiVersion, requireApiVersion } from "../arm/providerTypes";
import type { Register } from "../arm/register";
import type { Operation } from "../operations";
import type { EmulatorState } from "../state";
import type { Identity } from "../types";
import { queryCost } from "./costQuery";
import { listPermissions } from "./permissions";
import { listRegistrationAssignments } from "./registrationAssignments";
import type { AccessRequest } from "./request";
import { queryResourceGraph } from "./resourceGraph";
import { rightsOf } from "./rights";
import { listManagementGroupAssignments, listRoleAssignments } from "./roleAssignments";
import { getRoleDefinition } from "./roleDefinitions";
import { listScheduleInstances } from "./scheduleInstances";
import { listSubscriptions } from "./subscriptions";

interface AccessRoute {
  readonly method: "GET" | "POST";
  /** Path before `/providers`. */
  readonly scope?: string;
  readonly namespace: string;
  readonly type: string;
  /** Path after the type. */
  readonly rest?: string;
  readonly operation: Operation;
  readonly answer: (request: AccessRequest) => Response;
}

const subscription = "/subscriptions/:subscriptionId";
const authorization = { method: "GET", namespace: "Microsoft.Authorization" } as const;
const roleAssignments = { ...authorization, type: "roleAssignments", operation: "roleAssignments.list" } as const;

const routes: readonly AccessRoute[] = [
  {
    ...authorization,
    type: "roleAssignmentScheduleInstances",
    operation: "roleAssignmentScheduleInstances.list",
    answer: (request) => listScheduleInstances(request, "Assignment"),
  },
  {
    ...authorization,
    type: "roleEligibilityScheduleInstances",
    operation: "roleEligibilityScheduleInstances.list",
    answer: (request) => listScheduleInstances(request, "Eligibility"),
  },
  { ...roleAssignments, scope: subscription, answer: listRoleAssignments },
  { ...roleAssignments, scope: `${subscription}/resourcegroups/:resourceGroup`, answer: listRoleAssignments },
  {
    ...roleAssignments,
    scope: "/providers/microsoft.management/managementgroups/:managementGroup",
    answer: listManagementGroupAssignments,
  },
  {
    ...authorization,
    type: "roleDefinitions",
    rest: "/:roleId",
    operation: "roleDefinition.get",
    answer: getRoleDefinition,
  },
  {
    ...authorization,
    scope: subscription,
    type: "permissions",
    operation: "permissions.list",
    answer: listPermissions,
  },
  {
    method: "POST",
    namespace: "Microsoft.ResourceGraph",
    type: "resources",
    operation: "resourceGraph.query",
    answer: queryResourceGraph,
  },
  {
    method: "GET",
    scope: subscription,
    namespace: "Microsoft.ManagedServices",
    type: "registrationAssignments",
    operation: "registrationAssignments.list",
    answer: listRegistrationAssignments,
  },
  {
    method: "POST",
    scope: subscription,
    namespace: "Microsoft.CostManagement",
    type: "query",
    operation: "cost.query",
    answer: queryCost,
  },
];

/** Routes of the services that report what a caller may do. */
export function addAccessRoutes(state: EmulatorState, on: Register): void {
  const rightsNow = ({ tenantId, objectId }: Identity) =>
    rightsOf(state.directory.access, {
      tenantId: tenantId.toLowerCase(),
      objectId: objectId.toLowerCase(),
      now: state.now(),
    });
  on("GET", "/subscriptions", "subscriptions.list", (bearer, context, body) => {
    requireAnyApiVersion(context);
    return listSubscriptions({ state, context, body, rights: rightsNow(bearer) });
  });
  for (const { method, scope = "", namespace, type, rest = "", operation, answer } of routes) {
    const path = `${scope}/providers/${namespace.toLowerCase()}/${type.toLowerCase()}${rest}`;
    on(method, path, operation, (bearer, context, body) => {
      requireApiVersion(context, namespace, type);
      return answer({ state, context, body, rights: rightsNow(bearer) });
    });
  }
}
