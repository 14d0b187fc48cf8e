import type { FaultEffect, Operation } from "../../../emulator/azure";
import { json, outcome } from "../http";
import { shareEmulator } from "../running";
import {
  assign,
  atRoot,
  costQuery,
  estateWith,
  get,
  paths,
  pipeline,
  post,
  production,
  queries,
  roles,
  rowsOf,
  user,
} from "./directory";

describe("faults of requests about access", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(() => {
    reset();
    running().setAccess(estateWith(assign(atRoot, roles.owner)));
  });
  afterAll(stop);

  const ask: Readonly<Partial<Record<Operation, () => ReturnType<typeof get>>>> = {
    "subscriptions.list": () => get(running(), paths.subscriptions),
    "roleAssignmentScheduleInstances.list": () => get(running(), paths.active),
    "roleEligibilityScheduleInstances.list": () => get(running(), paths.eligible),
    "roleAssignments.list": () => get(running(), paths.assignments(`/subscriptions/${production}`)),
    "roleDefinition.get": () => get(running(), paths.role(roles.reader)),
    "permissions.list": () => get(running(), paths.permissions(production)),
    "resourceGraph.query": () => post(running(), paths.graph, { query: queries.resources }),
    "registrationAssignments.list": () => get(running(), paths.delegations(production)),
    "cost.query": () => post(running(), paths.cost(production), costQuery),
  };

  it.each(Object.entries(ask))("match and log the operation %s", async (operation, send) => {
    expect(outcome(await send())).toBe("200");
    running().addFault({
      operation: operation as Operation,
      objectId: user.objectId,
      effect: { kind: "status", status: 400, code: "AadPremiumLicenseRequired" },
    });
    expect(outcome(await send())).toBe("400 AadPremiumLicenseRequired");
    expect(running().requests()).toMatchObject([
      { operation, status: 200, ...user },
      { operation, status: 400, ...user },
    ]);
  });

  it.each([
    ["retry-after", "7"],
    ["x-ms-user-quota-resets-after", "00:00:05"],
    ["x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after", "30"],
    ["x-ms-ratelimit-microsoft.costmanagement-entity-retry-after", "20"],
    ["x-ms-ratelimit-microsoft.costmanagement-tenant-retry-after", "10"],
  ])("throttle with %s", async (header, value) => {
    const effect: FaultEffect = {
      kind: "status",
      status: 429,
      code: "TooManyRequests",
      headers: { [header]: value },
    };
    running().addFault({ operation: "cost.query", effect });
    const answer = await post(running(), paths.cost(production), costQuery);
    expect(outcome(answer)).toBe("429 TooManyRequests");
    expect(answer.headers[header]).toBe(value);
  });

  it("replace nextLink and $skipToken", async () => {
    const elsewhere = "https://elsewhere.invalid/subscriptions?api-version=2022-12-01";
    running().addFault({
      operation: "subscriptions.list",
      effect: { kind: "replace", fields: { nextLink: elsewhere } },
    });
    expect(json(await get(running(), paths.subscriptions))).toMatchObject({ nextLink: elsewhere });
    const fields = { $skipToken: "canary", resultTruncated: "true" };
    running().addFault({ operation: "resourceGraph.query", effect: { kind: "replace", fields } });
    expect(json(await post(running(), paths.graph, { query: queries.resources }))).toMatchObject(fields);
    running().addFault({
      operation: "cost.query",
      effect: { kind: "replace", fields: { "properties.nextLink": elsewhere } },
    });
    expect(json(await post(running(), paths.cost(production), costQuery))).toMatchObject({
      properties: { nextLink: elsewhere },
    });
  });

  it("return an empty list", async () => {
    running().addFault({ operation: "subscriptions.list", effect: { kind: "replace", fields: { value: [] } } });
    expect(rowsOf(await get(running(), paths.subscriptions))).toEqual([]);
  });

  it("affect only the caller they name", async () => {
    const effect: FaultEffect = { kind: "status", status: 403, code: "AuthorizationFailed" };
    running().addFault({ operation: "*", objectId: pipeline.objectId, calls: { from: 1 }, effect });
    expect(outcome(await get(running(), paths.active))).toBe("200");
    expect(outcome(await get(running(), paths.active, pipeline))).toBe("403 AuthorizationFailed");
  });
});
