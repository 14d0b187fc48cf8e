import { customerTenant, deployer, json, outcome, partnerTenant } from "../http";
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
  outcomeOf,
  outerGroup,
  paths,
  pipeline,
  production,
  roles,
  rowsOf,
  sandbox,
  user,
} from "./directory";

describe("role assignments", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  it.each([
    ["Support Request Contributor", roles.supportRequestContributor, "200"],
    ["Reader", roles.reader, "200"],
    ["an unlisted role that may", roles.keyVaultAdministrator, "200"],
    ["AcrPull", roles.acrPull, "403 AuthorizationFailed"],
    ["a role with data actions only", roles.queueDataMessageSender, "403 AuthorizationFailed"],
    ["a custom role that excepts it, in other case", roles.auditor, "403 AuthorizationFailed"],
  ])("need roleAssignments/read: %s", async (_, roleId, expected) => {
    running().setAccess(estateWith(assign(atSubscription(production), roleId)));
    expect(outcome(await get(running(), paths.assignments(atSubscription(production))))).toBe(expected);
  });

  it("are allowed by one of several roles even when another excepts them", async () => {
    running().setAccess(estateWith(assign(atWeb, roles.auditor), assign(atSubscription(production), roles.reader)));
    expect(outcome(await get(running(), paths.assignments(atWeb)))).toBe("200");
  });

  const scopes = [atRoot, atGroup("landing"), atSubscription(production), atWeb, atAccount, atSubscription(sandbox)];

  it.each([
    ["a subscription", atSubscription(production), scopes.slice(0, 5)],
    ["a resource group", atWeb, scopes.slice(0, 4)],
    ["a management group", atGroup("platform"), scopes.slice(0, 5)],
    ["the root management group", atGroup(customerTenant), scopes],
  ])("of %s are those at, above and below it", async (_, scope, expected) => {
    running().setAccess(estateWith(...scopes.map((one) => assign(one, roles.reader))));
    const rows = rowsOf(await get(running(), paths.assignments(scope)));
    expect(rows.map(({ properties }) => properties["scope"])).toEqual(expected);
  });

  it("are those of another principal and its groups where the filter names one", async () => {
    running().setAccess(
      estateWith(
        assign(atSubscription(production), roles.reader, { principalId: deployer.objectId }),
        assign(atSubscription(production), roles.owner, { principalId: innerGroup }),
        assign(atSubscription(production), roles.contributor, { principalId: outerGroup }),
        assign(atSubscription(production), roles.owner, { principalId: pipeline.objectId }),
      ),
    );
    const rows = rowsOf(await get(running(), paths.assignments(atSubscription(production)), deployer));
    expect(rows.map(({ properties }) => [properties["principalId"], properties["principalType"]])).toEqual([
      [innerGroup, "Group"],
      [outerGroup, "Group"],
    ]);
  });

  it("look as Azure's: inherited ones have their own id, and the role's id where they are listed", async () => {
    running().setAccess(estateWith(assign(atGroup("landing"), roles.reader, { condition: "c" })));
    const [row] = rowsOf(await get(running(), paths.assignments(atSubscription(production))));
    expect(row?.["id"]).toMatch(/^\/providers\/Microsoft\.Management\/managementGroups\/landing\/providers\//);
    expect(row?.properties).toEqual({
      roleDefinitionId: `/subscriptions/${production}/providers/Microsoft.Authorization/roleDefinitions/${roles.reader}`,
      principalId: user.objectId,
      principalType: "User",
      scope: atGroup("landing"),
      condition: "c",
      conditionVersion: "2.0",
      createdOn: "2025-01-01T00:00:00.0000000Z",
      updatedOn: "2025-01-01T00:00:00.0000000Z",
      createdBy: "00000000-0000-4000-8000-00000000ad01",
      updatedBy: "00000000-0000-4000-8000-00000000ad01",
      delegatedManagedIdentityResourceId: null,
      description: null,
    });
  });

  it("do not show delegations, to neither side", async () => {
    const subscription = atSubscription(production);
    running().setAccess({
      ...estateWith(assign(subscription, roles.reader)),
      delegations: [
        {
          subscriptionId: production,
          managedByTenantId: partnerTenant,
          authorizations: [{ principalId: manager.objectId, roleId: roles.reader }],
        },
      ],
    });
    const managed = paths.assignments(subscription, manager.objectId);
    expect(outcomeOf(await get(running(), managed, manager), ({ id }) => id)).toEqual([]);
    expect(outcomeOf(await get(running(), paths.assignments(subscription), manager), ({ id }) => id)).toEqual([]);
    expect(outcomeOf(await get(running(), managed), ({ id }) => id)).toEqual([]);
  });

  it.each([
    ["an unknown subscription", paths.assignments(atSubscription(user.objectId)), user, "404 SubscriptionNotFound"],
    [
      "a subscription of another tenant",
      paths.assignments(atSubscription(production)),
      manager,
      "401 InvalidAuthenticationTokenTenant",
    ],
    [
      "an unknown resource group",
      paths.assignments(`/subscriptions/${production}/resourceGroups/nope`),
      user,
      "404 ResourceGroupNotFound",
    ],
    ["an unknown management group", paths.assignments(atGroup("nope")), user, "404 NotFound"],
    ["no filter", paths.assignments(atWeb).replace(/&.*/, ""), user, "400 BadRequest"],
    ["another filter", paths.assignments(atWeb).replace(/&.*/, "&$filter=atScope()"), user, "400 BadRequest"],
  ])("answer for %s as Azure does", async (_, path, identity, expected) => {
    running().setAccess(estateWith(assign(atRoot, roles.owner)));
    expect(outcome(await get(running(), path, identity))).toBe(expected);
  });

  it("name caller, action and scope when they are refused", async () => {
    running().setAccess(estateWith(assign(atWeb, roles.acrPull)));
    expect(json(await get(running(), paths.assignments(atWeb)))).toEqual({
      error: {
        code: "AuthorizationFailed",
        message: `The client 'adele@contoso.example' with object id '${user.objectId}' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/read' over scope '${atWeb}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
      },
    });
  });

  describe("role definitions", () => {
    it.each([
      ["a built-in role, to everybody", estate, roles.supportRequestContributor, "200"],
      ["a custom role, to those who may read roles", estateWith(assign(atWeb, roles.reader)), roles.auditor, "200"],
      [
        "a custom role, to others",
        estateWith(assign(atWeb, roles.acrPull)),
        roles.auditor,
        "404 RoleDefinitionDoesNotExist",
      ],
      ["an unknown role", estate, user.objectId, "404 RoleDefinitionDoesNotExist"],
    ])("show %s", async (_, access, roleId, expected) => {
      running().setAccess(access);
      expect(outcome(await get(running(), paths.role(roleId)))).toBe(expected);
    });

    it("have the role's name and all four lists of permissions", async () => {
      expect(json(await get(running(), paths.role(roles.supportRequestContributor)))).toMatchObject({
        name: roles.supportRequestContributor,
        properties: {
          roleName: "Support Request Contributor",
          type: "BuiltInRole",
          permissions: [
            {
              actions: [
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
              ],
              notActions: [],
              dataActions: [],
              notDataActions: [],
            },
          ],
        },
      });
    });
  });
});
