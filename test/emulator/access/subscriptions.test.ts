import type { RoleAssignment } from "../../../emulator/azure";
import { customerTenant, json, outcome, partnerTenant } from "../http";
import { shareEmulator } from "../running";
import {
  assign,
  atAccount,
  atGroup,
  atRoot,
  atSubscription,
  atWeb,
  estate,
  estateWith,
  get,
  innerGroup,
  manager,
  outerGroup,
  paths,
  pipeline,
  production,
  roles,
  rowsOf,
  sandbox,
} from "./directory";

const now = Date.parse("2026-03-01T12:00:00Z");

describe("GET /subscriptions", () => {
  const { running, start, reset, stop } = shareEmulator({ now: () => now });
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  async function listed(identity?: typeof manager): Promise<unknown[]> {
    return rowsOf(await get(running(), paths.subscriptions, identity)).map(({ displayName }) => displayName);
  }

  it.each<[string, RoleAssignment[], string[]]>([
    ["nowhere", [], []],
    ["at the tenant", [assign(atRoot, roles.reader)], ["Production", "Sandbox"]],
    ["at the root management group", [assign(atGroup(customerTenant), roles.reader)], ["Production", "Sandbox"]],
    ["at a management group above", [assign(atGroup("PLATFORM"), roles.reader)], ["Production"]],
    ["at the subscription", [assign(atSubscription(sandbox), roles.acrPull)], ["Sandbox"]],
    ["at the subscription in other case", [assign(atSubscription(sandbox).toUpperCase(), roles.acrPull)], ["Sandbox"]],
    ["in a resource group", [assign(atWeb, roles.acrPull)], ["Production"]],
    ["at a resource", [assign(atAccount, roles.acrPull)], ["Production"]],
    ["by a group", [assign(atSubscription(sandbox), roles.reader, { principalId: innerGroup })], ["Sandbox"]],
    ["by a group's group", [assign(atSubscription(sandbox), roles.reader, { principalId: outerGroup })], ["Sandbox"]],
    ["of another principal", [assign(atRoot, roles.reader, { principalId: pipeline.objectId })], []],
    ["that ends later", [assign(atWeb, roles.reader, { endDateTime: "2026-03-01T12:00:01Z" })], ["Production"]],
    ["that has ended", [assign(atWeb, roles.reader, { endDateTime: "2026-03-01T12:00:00Z" })], []],
  ])("lists those of a role %s", async (_, assignments, expected) => {
    running().setAccess(estateWith(...assignments));
    expect(await listed()).toEqual(expected);
  });

  it("lists a delegated subscription for those whom the delegation names", async () => {
    const authorizations = [{ principalId: manager.objectId, roleId: roles.reader }];
    const delegation = { subscriptionId: production, managedByTenantId: partnerTenant };
    running().setAccess({ ...estate, delegations: [{ ...delegation, authorizations }] });
    expect(await listed(manager)).toEqual(["Production"]);
    running().setAccess({ ...estate, delegations: [{ ...delegation, resourceGroup: "WEB", authorizations }] });
    expect(await listed(manager)).toEqual(["Production"]);
    running().setAccess({
      ...estate,
      delegations: [{ ...delegation, authorizations: [], eligibleAuthorizations: authorizations }],
    });
    expect(await listed(manager)).toEqual([]);
  });

  it("shows state, offer, tenant and managing tenants", async () => {
    running().setAccess({
      ...estateWith(assign(atRoot, roles.reader)),
      delegations: [{ subscriptionId: sandbox, managedByTenantId: partnerTenant, authorizations: [] }],
    });
    const [first, second] = rowsOf(await get(running(), paths.subscriptions));
    expect(first).toMatchObject({ state: "Enabled", managedByTenants: [] });
    expect(second).toEqual({
      id: `/subscriptions/${sandbox}`,
      authorizationSource: "RoleBased",
      managedByTenants: [{ tenantId: partnerTenant }],
      subscriptionId: sandbox,
      tenantId: customerTenant,
      displayName: "Sandbox",
      state: "Disabled",
      subscriptionPolicies: {
        locationPlacementId: "Public_2014-09-01",
        quotaId: "CSP_2015-05-01",
        spendingLimit: "Off",
      },
    });
  });

  /** Rows of each page, from a path on. */
  async function pageLengths(path: string): Promise<number[]> {
    const { value, nextLink } = json(await get(running(), path)) as { value: unknown[]; nextLink?: string };
    const next = nextLink?.startsWith(`${running().url}/subscriptions?`) === true;
    return [value.length, ...(next ? await pageLengths(nextLink.slice(running().url.length)) : [])];
  }

  it("comes in pages of the length that is set, 100 by default", async () => {
    const subscriptions = Array.from({ length: 101 }, (_, index) => ({
      subscriptionId: `aaaaaaaa-1111-4111-8111-${String(index).padStart(12, "0")}`,
      tenantId: customerTenant,
      name: `Number ${String(index)}`,
    }));
    running().setAccess({ subscriptions, roleAssignments: [assign(atRoot, roles.reader)] });
    expect(await pageLengths(paths.subscriptions)).toEqual([100, 1]);
    running().setPageSize(60);
    expect(await pageLengths(paths.subscriptions)).toEqual([60, 41]);
    running().setPageSize(undefined);
    expect(outcome(await get(running(), `${paths.subscriptions}&$skiptoken=x`))).toBe("400 InvalidSkipToken");
    expect(() => {
      running().setPageSize(0);
    }).toThrow("pageSize: must be a whole number of at least 1 and at most 1000");
  });
});
