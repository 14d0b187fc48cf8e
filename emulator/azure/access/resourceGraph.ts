import { ArmRefusal } from "../arm/errors";
import { offsetOf, skipToken } from "../arm/paging";
import { arrayOf, boolean, guid, integer, object, oneOf, text } from "../validate";
import { parseGraphQuery } from "./graphQuery";
import { roleAssignmentRows, resourceRows, type GraphScope } from "./graphRows";
import type { AccessRequest } from "./request";
import { readBody } from "./requestBody";
import { readsSomething } from "./roles";
import { parseScope } from "./scopes";

interface Options {
  readonly $top?: number;
  readonly $skipToken?: string;
  readonly resultFormat?: "objectArray";
  readonly authorizationScopeFilter?: "AtScopeAndBelow" | "AtScopeAboveAndBelow";
  readonly allowPartialScopes?: boolean;
}

interface Body {
  readonly query: string;
  readonly subscriptions?: readonly string[];
  readonly options?: Options;
}

const usualTop = 100;

const graphBody = object<Body>(
  { query: text },
  {
    subscriptions: arrayOf((value, at) => guid(value, at).toLowerCase()),
    options: object<Options>(
      {},
      {
        $top: integer(1, 1000),
        $skipToken: text,
        resultFormat: oneOf("objectArray"),
        authorizationScopeFilter: oneOf("AtScopeAndBelow", "AtScopeAboveAndBelow"),
        allowPartialScopes: boolean,
      },
    ),
  },
);

/** @throws ArmRefusal always. */
function refuseAll({ state, context }: AccessRequest): never {
  const correlationId = context.req.header("x-ms-correlation-request-id") ?? "00000000-0000-4000-8000-000000000000";
  throw new ArmRefusal({
    status: 403,
    code: "AccessDenied",
    message: `Please provide below info when asking for support: timestamp = ${new Date(state.now()).toISOString()}, correlationId = ${correlationId}.`,
    details: [
      {
        code: "AccessDenied",
        message: "Access is denied to the requested resource. The user might not have enough permission.",
      },
    ],
  });
}

/** Whether the caller has a role that reads something, in the subscriptions that a query names. */
function mayReadAnything({ rights: { held, index } }: AccessRequest, { subscriptions }: GraphScope): boolean {
  return held.some(({ role, assignment: { tenantId, scope } }) => {
    const parsed = parseScope(scope);
    const isInScope =
      subscriptions === undefined ||
      subscriptions.some((id) =>
        parsed !== undefined && "subscriptionId" in parsed
          ? parsed.subscriptionId === id
          : index.subscription(id)?.tenantId === tenantId &&
            index.scopesAbove(tenantId, `/subscriptions/${id}`).includes(scope.toLowerCase()),
      );
    return isInScope && readsSomething(role);
  });
}

function rowsFor(request: AccessRequest, { query, subscriptions, options = {} }: Body): readonly unknown[] {
  const parsed = parseGraphQuery(query);
  const scope: GraphScope = {
    subscriptions,
    isWithAbove: subscriptions === undefined || options.authorizationScopeFilter === "AtScopeAboveAndBelow",
  };
  if (!mayReadAnything(request, scope)) {
    return request.state.behaviour.resourceGraphWithoutRead === "silent" ? [] : refuseAll(request);
  }
  return parsed.kind === "resources"
    ? resourceRows(request, scope)
    : roleAssignmentRows(request, scope, parsed.principalId);
}

/** Azure Resource Graph, for two forms of queries. */
export function queryResourceGraph(request: AccessRequest): Response {
  const body = readBody(request.body, graphBody);
  const rows = rowsFor(request, body);
  const { $top = usualTop, $skipToken } = body.options ?? {};
  const start = $skipToken === undefined ? 0 : offsetOf($skipToken);
  const end = start + Math.min($top, request.state.pageSize ?? $top);
  const data = rows.slice(start, end);
  const isTruncated = end < rows.length;
  return Response.json(
    {
      totalRecords: rows.length,
      count: data.length,
      data,
      facets: [],
      resultTruncated: String(isTruncated),
      ...(isTruncated ? { $skipToken: skipToken(end) } : {}),
    },
    { headers: { "x-ms-user-quota-remaining": "14", "x-ms-user-quota-resets-after": "00:00:05" } },
  );
}
