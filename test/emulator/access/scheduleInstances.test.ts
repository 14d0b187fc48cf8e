import { customerTenant, deployer, outcome } from "../http";
import { anyText } from "../matchers";
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
  outerGroup,
  paths,
  pipeline,
  production,
  roles,
  rowsOf,
  sandbox,
  user,
  type Row,
} from "./directory";

const now = Date.parse("2026-03-01T12:00:00Z");
const endDateTime = "2026-03-01T16:00:00Z";

interface Expanded {
  readonly scope: { readonly displayName: string; readonly type: string };
  readonly roleDefinition: { readonly displayName: string };
  readonly principal: { readonly displayName: string; readonly type: string };
}

function expanded({ properties }: Row): Expanded {
  return properties["expandedProperties"] as Expanded;
}

describe("schedule instances", () => {
  const { running, start, reset, stop } = shareEmulator({ now: () => now });
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  it("of one's own roles need no permission and have names inline", async () => {
    running().setAccess(estateWith(assign(atSubscription(production), roles.acrPull)));
    const roleDefinitionId = `/subscriptions/${production}/providers/Microsoft.Authorization/roleDefinitions/${roles.acrPull}`;
    expect(rowsOf(await get(running(), paths.active))).toEqual([
      {
        id: expect.stringMatching(
          `^/subscriptions/${production}/providers/Microsoft.Authorization/RoleAssignmentScheduleInstances/[0-9a-f-]{36}$`,
        ) as unknown,
        name: anyText,
        type: "Microsoft.Authorization/RoleAssignmentScheduleInstances",
        properties: {
          scope: atSubscription(production),
          roleDefinitionId,
          principalId: user.objectId,
          principalType: "User",
          status: "Provisioned",
          memberType: "Direct",
          assignmentType: "Assigned",
          startDateTime: "2025-01-01T00:00:00Z",
          createdOn: "2025-01-01T00:00:00Z",
          originRoleAssignmentId: anyText,
          roleAssignmentScheduleId: anyText,
          expandedProperties: {
            scope: { id: atSubscription(production), displayName: "Production", type: "subscription" },
            roleDefinition: { id: roleDefinitionId, displayName: "AcrPull", type: "BuiltInRole" },
            principal: {
              id: user.objectId,
              displayName: "adele@contoso.example",
              email: "adele@contoso.example",
              type: "User",
            },
          },
        },
      },
    ]);
  });

  it("come from every scope, with its name and kind", async () => {
    const scopes = [atRoot, atGroup(customerTenant), atGroup("landing"), atSubscription(sandbox), atWeb, atAccount];
    running().setAccess(estateWith(...scopes.map((scope) => assign(scope, roles.reader))));
    const rows = rowsOf(await get(running(), paths.active));
    expect(rows.map((row) => expanded(row).scope).map(({ displayName, type }) => `${displayName}: ${type}`)).toEqual([
      "/: tenant",
      "Tenant Root Group: managementgroup",
      "Landing zones: managementgroup",
      "Sandbox: subscription",
      "web: resourcegroup",
      "logs: microsoft.storage/storageaccounts",
    ]);
  });

  it("by a group, a nested one too, name the group that has the role", async () => {
    const byGroup = (principalId: string) => assign(atWeb, roles.reader, { principalId });
    running().setAccess(estateWith(byGroup(innerGroup), byGroup(outerGroup), byGroup(pipeline.objectId)));
    const rows = rowsOf(await get(running(), paths.active));
    expect(
      rows.map((row) => [row.properties["memberType"], row.properties["principalId"], expanded(row).principal]),
    ).toEqual([
      ["Group", innerGroup, { id: innerGroup, displayName: "Operators", type: "Group" }],
      ["Group", outerGroup, { id: outerGroup, displayName: "Partners", type: "Group" }],
    ]);
  });

  it("tell what is activated, time-bound, conditional and custom", async () => {
    const eligible = assign(atWeb, roles.contributor, { principalId: innerGroup });
    running().setAccess({
      ...estateWith(
        assign(atWeb, roles.contributor, { activated: true, endDateTime }),
        assign(atWeb, roles.reader, { endDateTime, createdOn: "2026-02-28T00:00:00Z" }),
        assign(atWeb, roles.auditor, { condition: "(!(ActionMatches{'x'}))" }),
        assign(atWeb, roles.owner, { endDateTime: "2026-03-01T11:00:00Z" }),
      ),
      eligibleAssignments: [eligible],
    });
    const [activated, timeBound, custom, ...others] = rowsOf(await get(running(), paths.active));
    const [origin] = rowsOf(await get(running(), paths.eligible));
    expect(others).toEqual([]);
    expect(activated?.properties).toMatchObject({
      assignmentType: "Activated",
      endDateTime,
      linkedRoleEligibilityScheduleInstanceId: origin?.["id"],
    });
    expect(timeBound?.properties).toMatchObject({
      assignmentType: "Assigned",
      endDateTime,
      startDateTime: "2026-02-28T00:00:00Z",
    });
    expect(custom?.properties).toMatchObject({
      conditionVersion: "2.0",
      expandedProperties: { roleDefinition: { displayName: "Auditor", type: "CustomRole" } },
    });
  });

  it("of eligible roles are no active ones", async () => {
    running().setAccess({
      ...estate,
      eligibleAssignments: [assign(atWeb, roles.contributor), assign(atWeb, roles.reader, { endDateTime })],
    });
    const rows = rowsOf(await get(running(), paths.eligible));
    expect(rows.map(({ type }) => type)).toEqual(
      Array(2).fill("Microsoft.Authorization/RoleEligibilityScheduleInstances"),
    );
    expect(rows[0]?.properties).not.toHaveProperty("assignmentType");
    expect(rows[0]?.properties).toMatchObject({ roleEligibilityScheduleId: anyText });
    expect(rowsOf(await get(running(), paths.active))).toEqual([]);
    expect(rowsOf(await get(running(), paths.subscriptions))).toEqual([]);
  });

  it("are of the caller alone", async () => {
    running().setAccess(estateWith(assign(atRoot, roles.owner)));
    expect(rowsOf(await get(running(), paths.active, deployer))).toEqual([]);
  });

  it.each(["", "&$filter=atScope()", `&$filter=principalId eq '${user.objectId}'`])(
    "refuse any other filter: %s",
    async (filter) => {
      const path = paths.active.replace("&$filter=asTarget()", encodeURI(filter));
      expect(outcome(await get(running(), path))).toBe("400 BadRequest");
    },
  );

  it("have one api-version", async () => {
    const path = paths.active.replace("2020-10-01", "2022-04-01");
    expect(outcome(await get(running(), path))).toBe("400 NoRegisteredProviderFound");
  });

  it("shows an activated role as an hour old, unless the directory tells", async () => {
    const activated = { activated: true, endDateTime: "2026-03-01T18:00:00Z" };
    const createdOn = "2026-02-28T00:00:00Z";
    running().setAccess(
      estateWith(assign(atWeb, roles.owner, activated), assign(atWeb, roles.reader, { ...activated, createdOn })),
    );
    const rows = rowsOf(await get(running(), paths.active));
    expect(rows.map(({ properties }) => properties["createdOn"])).toEqual(["2026-03-01T11:00:00Z", createdOn]);
  });
});
