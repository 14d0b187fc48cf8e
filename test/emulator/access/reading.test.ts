import { defaultDirectory, startEmulator, type Access } from "../../../emulator/azure";
import { customerTenant, json, partnerTenant, send } from "../http";
import { shareEmulator } from "../running";
import {
  assign,
  atGroup,
  atRoot,
  atSubscription,
  atWeb,
  estate,
  estateWith,
  innerGroup,
  production,
  roles,
  user,
} from "./directory";

const nobody = "00000000-0000-4000-8000-000000000000";

describe("the directory of access", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  const [first, second] = estate.subscriptions;

  function withGroups(...managementGroups: { name: string; parent?: string; tenantId?: string }[]): Access {
    return { managementGroups: managementGroups.map((group) => ({ tenantId: customerTenant, ...group })) };
  }

  function delegated(more: object): object {
    const authorizations = [{ principalId: nobody, roleId: roles.reader }];
    const delegation = { subscriptionId: production, managedByTenantId: partnerTenant, authorizations, ...more };
    return { ...estate, delegations: [delegation] };
  }

  it.each<[string, unknown, string]>([
    ["a list", [], "access: must be an object"],
    ["a misspelt key", { subscription: [] }, "access.subscription: is not known here; known are managementGroups,"],
    [
      "an unknown tenant",
      estateWith(assign(atRoot, roles.reader, { tenantId: nobody })),
      `access.roleAssignments[0]: the directory has no tenant ${nobody}`,
    ],
    [
      "an unknown managing tenant",
      delegated({ managedByTenantId: nobody }),
      "access.delegations[0]: the directory has no",
    ],
    ["one subscription twice", { subscriptions: [first, first] }, `access: subscription ${production} occurs twice`],
    ["one group twice", { groups: [...estate.groups, estate.groups[0]] }, `access: group ${innerGroup} of tenant`],
    [
      "one resource group twice",
      {
        subscriptions: [
          {
            ...second,
            resourceGroups: [
              { name: "a", resources: 0 },
              { name: "A", resources: 1 },
            ],
          },
        ],
      },
      "access.subscriptions[0]: resource group a occurs twice",
    ],
    [
      "a root management group",
      withGroups({ name: customerTenant }),
      "managementGroups[0].name: names the tenant's root",
    ],
    ["an unknown parent", withGroups({ name: "a", parent: "b" }), `tenant ${customerTenant} has no management group b`],
    [
      "circular management groups",
      withGroups({ name: "a", parent: "b" }, { name: "b", parent: "A" }),
      "access.managementGroups[0].parent: is below a",
    ],
    [
      "a parent in another tenant",
      withGroups({ name: "a", tenantId: partnerTenant }, { name: "b", parent: "a" }),
      `tenant ${customerTenant} has no management group a`,
    ],
    ["an unknown management group above", { subscriptions: [first] }, "subscriptions[0].managementGroup: tenant"],
    ["a negative cost", { subscriptions: [{ ...second, cost: -1 }] }, "cost: must be a number of at least 0"],
    ["a state that is none", { subscriptions: [{ ...second, state: "Gone" }] }, "state: must be one of"],
    ["a scope that is none", estateWith(assign("/subscriptions/x", roles.reader)), '"/subscriptions/x" is not a scope'],
    ["half a resource", estateWith(assign(`${atWeb}/providers/Microsoft.Web/sites`, roles.reader)), "is not a scope"],
    ["an unknown subscription", estateWith(assign(atSubscription(nobody), roles.reader)), "has no subscription"],
    ["an unknown resource group", estateWith(assign(`${atWeb}2`, roles.reader)), "has no resource group web2"],
    ["an unknown scope's group", estateWith(assign(atGroup("x"), roles.reader)), "has no management group x"],
    ["an unknown role", estateWith(assign(atRoot, nobody)), `roleAssignments[0].roleId: ${nobody} is neither`],
    ["an endless activation", estateWith(assign(atRoot, roles.reader, { activated: true })), "endDateTime: is missing"],
    [
      "a time of another zone",
      estateWith(assign(atRoot, roles.reader, { endDateTime: "2026-01-01" })),
      "must be a time in UTC",
    ],
    [
      "a time that is none",
      estateWith(assign(atRoot, roles.reader, { endDateTime: "2026-13-01T00:00:00Z" })),
      "is not a valid time",
    ],
    [
      "an activated eligible role",
      { ...estate, eligibleAssignments: [assign(atRoot, roles.reader, { activated: true })] },
      "eligibleAssignments[0].activated: is not known here",
    ],
    ["a delegation of no subscription", delegated({ subscriptionId: nobody }), "there is no subscription"],
    ["a delegation of no group", delegated({ resourceGroup: "x" }), "delegations[0].resourceGroup: "],
    [
      "a delegation to its own tenant",
      delegated({ managedByTenantId: customerTenant }),
      "is the subscription's own tenant",
    ],
    [
      "a delegated Owner",
      delegated({ authorizations: [{ principalId: nobody, roleId: roles.owner }] }),
      "Owner cannot be delegated",
    ],
    [
      "a delegated role with data actions",
      delegated({ eligibleAuthorizations: [{ principalId: nobody, roleId: roles.storageBlobDataOwner }] }),
      "Storage Blob Data Owner cannot be delegated",
    ],
    [
      "a delegated custom role",
      delegated({ authorizations: [{ principalId: nobody, roleId: roles.auditor }] }),
      `${roles.auditor} is not a built-in role that the emulator knows`,
    ],
  ])("is refused with %s", async (_, access, message) => {
    const before = running().directory.access;
    expect(() => {
      running().setAccess(access as Access);
    }).toThrow(message);
    expect(running().directory.access).toEqual(before);
    const directory = { ...defaultDirectory, access: access as Access };
    await expect(startEmulator({ directory })).rejects.toThrow(message.replace(/^access/, "directory.access"));
  });

  it("is replaced by setAccess and by setDirectory", () => {
    const { directory, setAccess, setDirectory } = running();
    const access = estateWith(assign(atSubscription(production), roles.reader));
    setAccess(access);
    expect(running().directory.access).toEqual(access);
    setDirectory({ ...directory, access: estate });
    expect(running().directory.access).toEqual(estate);
    setDirectory(directory);
    expect(running().directory).not.toHaveProperty("access");
  });

  it("takes ids in any case", () => {
    const upper = assign(atSubscription(production), roles.reader, { principalId: user.objectId.toUpperCase() });
    running().setAccess(estateWith(upper));
    expect(running().directory.access?.roleAssignments?.[0]?.principalId).toBe(user.objectId);
  });

  it("is shown and replaced by an admin route", async () => {
    const path = "/_emulator/access";
    const put = (body: string) =>
      send(running(), { method: "PUT", path, headers: { "content-type": "application/json" }, body });
    expect((await put(JSON.stringify(estate))).status).toBe(204);
    expect(json(await send(running(), { path }))).toEqual(estate);
    const refused = await put('{"roles": []}');
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("body.roles: is not known here");
    expect(running().directory.access).toEqual(estate);
  });
});
