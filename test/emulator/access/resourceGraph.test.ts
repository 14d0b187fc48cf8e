import type { Access, Identity, RoleAssignment } from "../../../emulator/azure";
import { customerTenant, deployer, json, outcome, partnerTenant } from "../http";
import { textLike } from "../matchers";
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
  paths,
  post,
  production,
  queries,
  roles,
  sandbox,
  user,
} from "./directory";

interface GraphAnswer {
  readonly totalRecords: number;
  readonly count: number;
  readonly resultTruncated: string;
  readonly $skipToken?: string;
  readonly data: readonly Record<string, unknown>[];
}

describe("Resource Graph", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function query(body: object, identity?: Identity) {
    return post(running(), paths.graph, body, identity);
  }

  async function graph(body: object, identity?: Identity): Promise<GraphAnswer> {
    return json(await query(body, identity)) as GraphAnswer;
  }

  describe("resources", () => {
    /** Counted resources by subscription, or the error. */
    async function counts(access: Access, body: object = {}, identity: Identity = user): Promise<unknown> {
      running().setAccess(access);
      const answer = await query({ query: queries.resources, ...body }, identity);
      const { data = [] } = json(answer) as { data?: readonly { subscriptionId: string; resources: number }[] };
      const rows = Object.fromEntries(data.map(({ subscriptionId, resources }) => [subscriptionId, resources]));
      return answer.status === 200 ? rows : outcome(answer);
    }

    const denied = "403 AccessDenied";

    it.each<[string, RoleAssignment[], unknown]>([
      ["no role", [], denied],
      ["Reader at the tenant", [assign(atRoot, roles.reader)], { [production]: 5, [sandbox]: 1 }],
      ["a custom role with */read", [assign(atGroup("landing"), roles.auditor)], { [production]: 5 }],
      ["Owner of a resource group", [assign(atWeb, roles.owner)], { [production]: 3 }],
      [
        "a role that reads one type of resources",
        [assign(atRoot, roles.storageAccountContributor)],
        { [production]: 2 },
      ],
      ["a role at one resource", [assign(atAccount, roles.storageAccountContributor)], { [production]: 1 }],
      [
        "Reader at one resource, twice",
        [assign(atAccount, roles.reader), assign(atAccount, roles.owner)],
        { [production]: 1 },
      ],
      ["a role that reads no resources", [assign(atRoot, roles.supportRequestContributor)], {}],
      ["a role with data actions only", [assign(atRoot, roles.queueDataMessageSender)], denied],
    ])("are those that the caller may read: %s", async (_, assignments, expected) => {
      expect(await counts(estateWith(...assignments))).toEqual(expected);
    });

    it("are those of the subscriptions that the query names", async () => {
      const access = estateWith(assign(atSubscription(sandbox), roles.reader));
      expect(await counts(access, { subscriptions: [production, sandbox.toUpperCase()] })).toEqual({ [sandbox]: 1 });
      expect(await counts(access, { subscriptions: [production] })).toBe(denied);
    });

    it("are those of delegated subscriptions too", async () => {
      const delegation = {
        subscriptionId: production,
        managedByTenantId: partnerTenant,
        authorizations: [{ principalId: manager.objectId, roleId: roles.reader }],
      };
      expect(await counts({ ...estate, delegations: [delegation] }, {}, manager)).toEqual({ [production]: 5 });
      const ofGroup = { ...delegation, resourceGroup: "web" };
      expect(await counts({ ...estate, delegations: [ofGroup] }, {}, manager)).toEqual({ [production]: 3 });
    });
  });

  describe("role assignments", () => {
    async function scopes(body: object = {}): Promise<unknown[]> {
      const { data } = await graph({ query: queries.assignments(), ...body });
      return data.map(({ properties }) => (properties as { scope: string }).scope);
    }

    it("are the principal's own, without its groups, where the caller may read them", async () => {
      running().setAccess(
        estateWith(
          assign(atWeb, roles.owner),
          assign(atSubscription(production), roles.acrPull),
          assign(atSubscription(production), roles.reader, { principalId: innerGroup }),
          assign(atSubscription(sandbox), roles.auditor),
        ),
      );
      expect(await scopes()).toEqual([atSubscription(production), atWeb]);
    });

    it("are those at a resource group whose owner reads nothing of the subscription", async () => {
      running().setAccess(estateWith(assign(atWeb, roles.owner)));
      expect(await scopes()).toEqual([atWeb]);
    });

    it.each([
      ["without subscriptions", {}, [atGroup("landing"), atWeb]],
      ["with subscriptions", { subscriptions: [production] }, [atWeb]],
      [
        "with subscriptions, above them too",
        { subscriptions: [production], options: { authorizationScopeFilter: "AtScopeAboveAndBelow" } },
        [atGroup("landing"), atWeb],
      ],
    ])("above subscriptions are there %s: %j", async (_, body, expected) => {
      running().setAccess(estateWith(assign(atGroup("landing"), roles.reader), assign(atWeb, roles.reader)));
      expect(await scopes(body)).toEqual(expected);
    });

    it("have the shape of the table", async () => {
      running().setAccess(estateWith(assign(atSubscription(production), roles.reader)));
      expect((await graph({ query: queries.assignments(user.objectId.toUpperCase()) })).data).toMatchObject([
        {
          id: textLike(/^\/subscriptions\/[^/]+\/providers\/Microsoft\.Authorization\/RoleAssignments\/[0-9a-f-]{36}$/),
          properties: {
            principalId: user.objectId,
            principalType: "User",
            scope: atSubscription(production),
            roleDefinitionId: `/providers/Microsoft.Authorization/RoleDefinitions/${roles.reader}`,
          },
        },
      ]);
    });
  });

  it("answers in pages, as long as the query and the emulator allow", async () => {
    running().setAccess(estateWith(assign(atRoot, roles.reader)));
    const first = await graph({ query: queries.resources, options: { $top: 1 } });
    expect(first).toMatchObject({ totalRecords: 2, count: 1, resultTruncated: "true", data: [{ id: production }] });
    const options = { $top: 1, $skipToken: first.$skipToken, resultFormat: "objectArray" };
    const second = await graph({ query: queries.resources, options });
    expect(second).toMatchObject({ totalRecords: 2, count: 1, resultTruncated: "false", data: [{ id: sandbox }] });
    expect(second).not.toHaveProperty("$skipToken");
    running().setPageSize(1);
    expect(await graph({ query: queries.resources, options: { $top: 1000 } })).toMatchObject({ count: 1 });
    running().setPageSize(undefined);
  });

  it("reports the quota, and refuses a caller without read access with details", async () => {
    running().setAccess(estateWith(assign(atRoot, roles.reader)));
    const { headers } = await query({ query: queries.resources });
    expect(headers).toMatchObject({ "x-ms-user-quota-remaining": "14", "x-ms-user-quota-resets-after": "00:00:05" });
    expect(json(await query({ query: queries.resources }, deployer))).toEqual({
      error: {
        code: "AccessDenied",
        message: textLike(
          /^Please provide below info when asking for support: timestamp = \S+Z, correlationId = \S+\.$/,
        ),
        details: [
          {
            code: "AccessDenied",
            message: "Access is denied to the requested resource. The user might not have enough permission.",
          },
        ],
      },
    });
  });

  it("does not count as a write", async () => {
    const { headers } = await query({ query: queries.resources });
    expect(headers).not.toHaveProperty("x-ms-ratelimit-remaining-tenant-writes");
  });

  it("ignores case and white space in its two queries", async () => {
    running().setAccess(estateWith(assign(atRoot, roles.reader)));
    const written = queries.resources.replaceAll(" | ", "\n|").replace("resources |", "Resources  |");
    expect(await graph({ query: written })).toMatchObject({ count: 2 });
  });

  it.each<[string, unknown, RegExp]>([
    [
      "another query",
      { query: "resources | count" },
      /supports these two queries only:\nresources \|.*\nauthorization/,
    ],
    ["more behind a query", { query: `${queries.resources} | take 1` }, /supports these two queries only/],
    ["a principal that is none", { query: queries.assignments("me") }, /supports these two queries only/],
    ["no query", {}, /body\.query: is missing/],
    [
      "management groups",
      { query: queries.resources, managementGroups: ["a"] },
      /body\.managementGroups: is not known/,
    ],
    [
      "a page that is too long",
      { query: queries.resources, options: { $top: 1001 } },
      /\$top: must be .* at most 1000/,
    ],
    ["a token that is none", { query: queries.resources, options: { $skipToken: "x" } }, /skip token 'x' is invalid/],
  ])("refuses %s", async (_, body, message) => {
    running().setAccess({ ...estateWith(assign(atRoot, roles.reader)), managementGroups: estate.managementGroups });
    const answer = await post(running(), paths.graph, body, { tenantId: customerTenant, objectId: user.objectId });
    expect(answer.status).toBe(400);
    expect((json(answer) as { error: { message: string } }).error.message).toMatch(message);
  });

  it("answers POST only, and has no other type", async () => {
    expect(outcome(await get(running(), paths.graph))).toBe("405 MethodNotAllowed");
    const other = paths.graph.replace("resources", "operations");
    expect(outcome(await post(running(), other, {}))).toBe("404 InvalidResourceType");
  });
});
