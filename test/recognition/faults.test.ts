import type { FaultEffect, Operation } from "../../emulator/azure";
import { textLike } from "../emulator/matchers";
import type { Recognition } from "../../provider/recognition";
import {
  assign,
  contributorOnProduction,
  inBoth,
  inProduction,
  inProductionAs,
  operators,
  to,
} from "./situations/assignments";
import { development, on, production, roles } from "./situations/estate";
import { openStage } from "./stage";

const active = "roleAssignmentScheduleInstances.list";
const refused = (code: string, status = 403): FaultEffect => ({ kind: "status", status, code, message: "Not today." });
const elsewhere: FaultEffect = { kind: "replace", fields: { nextLink: "https://management.example/providers?page=2" } };
const withoutRole: FaultEffect = { kind: "replace", remove: ["value.0.properties.roleDefinitionId"] };
const withoutEnd: FaultEffect = { kind: "replace", fields: { "value.0.properties.endDateTime": "next week" } };
const withoutForce = (properties: Readonly<Record<string, string>>): FaultEffect => ({
  kind: "replace",
  fields: Object.fromEntries(Object.entries(properties).map(([name, value]) => [`value.0.properties.${name}`, value])),
});
const truncated: FaultEffect = { kind: "truncate" };

describe("checkRecognition, while Azure fails", () => {
  const { emulator, reset, setLink, check, start, stop } = openStage();
  beforeAll(start);
  beforeEach(() => {
    reset("user");
    emulator().setAccess(inProduction(contributorOnProduction));
    setLink();
  });
  afterAll(stop);

  function fail(operation: Operation, effect: FaultEffect, calls = { from: 1 }): void {
    emulator().addFault({ operation, effect, calls });
  }

  function verdictOf({ verdict }: Recognition): string {
    return [verdict.status, ...verdict.reasons.map(({ id }) => id)].join(" ");
  }

  it.each<[string, Operation, FaultEffect, RegExp]>([
    [
      "the link is refused",
      "partners.get",
      refused("Forbidden"),
      /^cannot read the partner admin link of user adele@.*Not today/,
    ],
    [
      "subscriptions are refused",
      "subscriptions.list",
      refused("AuthorizationFailed"),
      /^cannot list the subscriptions of user adele@.*AuthorizationFailed: Not today \(HTTP 403, request id .*PAL_SERVICE_FAILED/,
    ],
    ["subscriptions break off", "subscriptions.list", truncated, /the answer of https:.* is not a JSON object/],
    [
      "the next page of subscriptions is elsewhere",
      "subscriptions.list",
      elsewhere,
      /names a next page that is not on the same host/,
    ],
    [
      "a subscription has no id",
      "subscriptions.list",
      { kind: "replace", remove: ["value.0.subscriptionId"] },
      /has an entry that is not of the documented form/,
    ],
    ["subscriptions are no list", "subscriptions.list", { kind: "replace", fields: { value: {} } }, /has no list/],
    ["an HTML page comes", "subscriptions.list", { kind: "html", status: 403 }, /is not Azure's own \(HTTP 403/],
    [
      "the token is refused",
      "subscriptions.list",
      refused("InvalidAuthenticationToken", 401),
      /the token was refused: check the cloud/,
    ],
  ])("gives no verdict where %s", async (_, operation, effect, message) => {
    fail(operation, effect);
    await expect(check()).rejects.toMatchObject({
      code: "PAL_SERVICE_FAILED",
      message: textLike(message),
    });
  });

  it.each<[string, FaultEffect, RegExp]>([
    [
      "is refused",
      refused("AuthorizationFailed"),
      /^cannot list the active roles of user adele@.*\(asTarget\): AuthorizationFailed/,
    ],
    ["has its next page elsewhere", elsewhere, /names a next page that is not on the same host/],
    [
      "names no URL as its next page",
      { kind: "replace", fields: { nextLink: "SELF" } },
      /names a next page that is not on the same host/,
    ],
    ["breaks off", truncated, /is not a JSON object/],
    ["has a row without a role", withoutRole, /has an entry that is not of the documented form/],
    ["has a row with an end that is no time", withoutEnd, /has an entry that is not of the documented form/],
    [
      "has a row that was revoked",
      withoutForce({ status: "Revoked" }),
      /has an entry that is not of the documented form/,
    ],
    [
      "has a row that is not in force yet",
      withoutForce({ startDateTime: "2099-01-01T00:00:00Z" }),
      /has an entry that is not of the documented form/,
    ],
    ["is larger than 8 MiB", { kind: "flood", bytes: 9_000_000 }, /is larger than 8 MiB/],
  ])("falls back where asTarget() %s", async (_, effect, why) => {
    fail(active, effect);
    const result = await check();
    expect(verdictOf(result)).toBe("expected endNotVisible");
    const looked = result.looked.find(({ what }) => what === "roleAssignmentScheduleInstances");
    expect(looked).toMatchObject({ status: "failed", why: textLike(why) });
    expect(
      emulator()
        .requests()
        .filter(({ operation }) => operation === "unknown"),
    ).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["retry-after", { "retry-after": "0" }],
    ["Cost Management's headers", { "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after": "0" }],
    ["Resource Graph's quota", { "x-ms-user-quota-resets-after": "00:00:00" }],
  ])("waits where it is throttled with %s", async (_, headers) => {
    for (const operation of [active, "resourceGraph.query", "cost.query"] as const)
      emulator().addFault({ operation, effect: { kind: "status", status: 429, code: "TooManyRequests", headers } });
    const result = await check({ usage: "cost" });
    expect([verdictOf(result), result.looked.every(({ status }) => status === "complete")]).toEqual(["expected", true]);
  });

  it("does without a page that fails, and with none of the others", async () => {
    emulator().setAccess(inBoth(assign(roles.acrPull, on(production)), assign(roles.acrPull, on(development))));
    emulator().setPageSize(1);
    emulator().addFault({ operation: active, calls: 2, effect: refused("AuthorizationFailed") });
    const { verdict, looked } = await check();
    expect(verdict.status).toBe("unknown");
    expect(looked).toContainEqual(expect.objectContaining({ what: "permissions", status: "complete" }));
    expect(looked).toContainEqual(
      expect.objectContaining({
        what: "roleAssignments",
        status: "failed",
        why: textLike(/AuthorizationFailed.* \(and 1 more\)$/),
      }),
    );
  });

  it("reads every page of every list", async () => {
    emulator().setAccess(inBoth(contributorOnProduction, assign(roles.contributor, on(development))));
    emulator().setPageSize(1);
    const { verdict, subscriptions } = await check();
    expect([verdict, subscriptions.length]).toEqual([{ status: "expected", reasons: [] }, 2]);
  });

  it("takes no role for read where an empty list may hide it", async () => {
    emulator().setBehaviour({ asTarget: "silent", resourceGraphWithoutRead: "silent" });
    emulator().setAccess(inProduction(assign(roles.storageBlobDataReader, on(production), to(operators))));
    expect(verdictOf(await check())).toBe("unknown rolesNotVisible");
  });

  it("takes no resources for seen where Resource Graph breaks off", async () => {
    emulator().setAccess(inProductionAs({ resourceGroups: [] }, contributorOnProduction));
    fail("resourceGraph.query", { kind: "replace", fields: { resultTruncated: "true" } });
    expect(verdictOf(await check())).toBe("expected usageNotVisible");
  });

  it("reads nothing in a cloud without partner admin links", async () => {
    process.env["ARM_METADATA_HOSTNAME"] = emulator().url.replace("https://127.0.0.1", "https://localhost");
    emulator().addFault({
      operation: "metadata.get",
      effect: { kind: "replace", fields: { resourceManager: "https://management.chinacloudapi.cn" } },
    });
    const result = await check();
    expect([verdictOf(result), result.link.linked, result.looked]).toEqual([
      "notExpected cloudWithoutPal",
      "unknown",
      [],
    ]);
    expect(
      emulator()
        .requests()
        .map(({ operation }) => operation),
    ).toEqual(["metadata.get", "entra.token"]);
  });
});
