import { json, outcome } from "../http";
import { shareEmulator } from "../running";
import {
  assign,
  atSubscription,
  atWeb,
  costQuery,
  estate,
  estateWith,
  paths,
  post,
  production,
  roles,
  sandbox,
} from "./directory";

describe("cost", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function cost(id: string, body: unknown = costQuery) {
    return post(running(), paths.cost(id), body);
  }

  it.each([
    ["Cost Management Reader", roles.costManagementReader, "200"],
    ["Reader", roles.reader, "200"],
    ["Owner", roles.owner, "200"],
    ["Support Request Contributor", roles.supportRequestContributor, "403 AuthorizationFailed"],
  ])("needs query/read: %s", async (_, roleId, expected) => {
    running().setAccess(estateWith(assign(atSubscription(production), roleId)));
    expect(outcome(await cost(production))).toBe(expected);
  });

  it("is one row, and none where there is no cost", async () => {
    running().setAccess(estateWith(assign(atSubscription(production), roles.reader)));
    expect(json(await cost(production))).toMatchObject({
      type: "Microsoft.CostManagement/query",
      properties: {
        nextLink: null,
        columns: [{ name: "Cost" }, { name: "SubscriptionId" }, { name: "Currency" }],
        rows: [[12.5, production, "USD"]],
      },
    });
    const { grouping, ...dataset } = costQuery.dataset;
    expect(grouping).toHaveLength(1);
    expect(json(await cost(production, { ...costQuery, dataset }))).toMatchObject({
      properties: { rows: [[12.5, "USD"]] },
    });
    const free = estate.subscriptions.map((subscription) => ({ ...subscription, cost: 0 }));
    running().setAccess({ ...estateWith(assign(atWeb, roles.reader)), subscriptions: free });
    expect(outcome(await cost(production))).toBe("403 AuthorizationFailed");
    running().setAccess({
      ...estateWith(assign(atSubscription(production), roles.reader)),
      subscriptions: free,
    });
    expect(json(await cost(production))).toMatchObject({ properties: { rows: [] } });
  });

  it.each([
    [{}, "403 AuthorizationFailed"],
    [{ showsCost: true }, "200"],
    [{ showsCost: false }, "403 AuthorizationFailed"],
  ])("of a CSP subscription with %j: %s", async (shown, expected) => {
    const subscriptions = estate.subscriptions.map((subscription) => ({
      ...subscription,
      ...shown,
    }));
    running().setAccess({ ...estateWith(assign(atSubscription(sandbox), roles.owner)), subscriptions });
    expect(outcome(await cost(sandbox))).toBe(expected);
  });

  it.each([
    ["no object", "x"],
    ["another granularity", { ...costQuery, dataset: { ...costQuery.dataset, granularity: "Daily" } }],
    ["an unknown key", { ...costQuery, filter: {} }],
  ])("refuses %s", async (_, body) => {
    running().setAccess(estateWith(assign(atSubscription(production), roles.reader)));
    expect(outcome(await cost(production, body))).toBe("400 BadRequest");
  });
});
