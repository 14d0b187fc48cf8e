import Ajv from "ajv";
import { textLike } from "../emulator/matchers";
import type { Recognition } from "../../provider/recognition";
import { roleList } from "../../provider/recognition/roleList";
import schema from "../../provider/recognition/schema.json";
import { partnerId } from "./people";
import { situations } from "./situations";
import { assign, contributorOnProduction, inProduction, inProductionAs, timeBound } from "./situations/assignments";
import { development, me, now, on, production, roles } from "./situations/estate";
import { moved, openStage } from "./stage";

const hostile = "Prod\u001B[31m\r\n##vso[task.complete]\u202Euction\u0007";

/** Every text in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe("the result of checkRecognition", () => {
  const { emulator, reset, setLink, check, start, stop } = openStage();
  const validate = new Ajv({ allErrors: true }).compile(schema);
  beforeAll(start);
  afterAll(stop);

  function errorsIn(result: Recognition): unknown {
    validate(JSON.parse(JSON.stringify(result)));
    return validate.errors;
  }

  it("has the form of its schema in every tenth situation", async () => {
    for (const { kind, access, link } of situations.filter((_, index) => index % 10 === 0)) {
      reset(kind);
      emulator().setAccess(moved(access, Date.now() - Date.parse(now)));
      setLink(link);
      expect(errorsIn(await check({ partnerId, tenantName: true, usage: "cost" }))).toBeNull();
    }
  });

  it("is not of its schema with anything else", async () => {
    reset("user");
    const result = await check();
    expect(errorsIn({ ...result, more: true } as Recognition)).toHaveLength(1);
  });

  it("tells everything of a link, a role and a subscription", async () => {
    reset("servicePrincipal");
    const access = inProductionAs(
      { state: "PastDue" },
      assign(roles.owner, on(production), { ...timeBound, condition: "@Resource" }),
    );
    emulator().setAccess(moved(access, Date.now() - Date.parse(now)));
    setLink("another");
    expect(await check()).toMatchObject({
      schemaVersion: 1,
      identity: { ...me, kind: "servicePrincipal", name: "contoso-operations" },
      link: { linked: "no", partnerId: "654321", partnerName: "Northwind Services", expectedPartnerId: partnerId },
      subscriptions: [
        {
          subscriptionId: production.subscriptionId,
          tenantId: me.tenantId,
          state: "PastDue",
          delegated: false,
          role: "partly",
          usage: { known: "yes", source: "resources" },
        },
      ],
      assignments: [
        {
          scope: on(production),
          scopeType: "subscription",
          scopeName: "Production",
          roleId: roles.owner,
          roleName: "Owner",
          roleType: "BuiltIn",
          via: "direct",
          principalId: me.objectId,
          assignmentType: "assigned",
          condition: "@Resource",
          counts: "countsWhileActive",
        },
      ],
      roleList: { date: "2020-05-04", count: 122 },
    });
  });

  it("has the texts of others on one clean line", async () => {
    reset("user");
    const access = inProductionAs({ name: hostile }, assign(roles.reader, on(production)));
    emulator().setAccess(access);
    setLink();
    emulator().addFault({
      operation: "roleAssignmentScheduleInstances.list",
      effect: {
        kind: "replace",
        fields: {
          "value.0.properties.roleDefinitionId": `/x/${me.objectId}`,
          "value.0.properties.expandedProperties.roleDefinition.displayName": hostile,
        },
      },
    });
    const { subscriptions, verdict, assignments } = await check();
    const texts = textsIn([subscriptions, verdict, assignments]);
    expect(texts.filter((text) => /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]|##vso\[/u.test(text))).toEqual([]);
    expect(subscriptions.map(({ displayName }) => displayName)).toEqual(["Prod # #vso[task.complete] uction"]);
    expect(verdict.reasons).toMatchObject([
      {
        id: "roleNotInList",
        text: textLike(/^Prod .* in subscription Prod .* is not in Microsoft's list of 2020-05-04/),
      },
    ]);
  });

  it("judges the subscriptions that are asked for, and those that are not there", async () => {
    reset("user");
    emulator().setAccess(inProduction(contributorOnProduction));
    setLink();
    const [listed, other] = [production.subscriptionId.toUpperCase(), development.subscriptionId];
    expect(await check({ subscriptionIds: [listed] })).toMatchObject({ verdict: { status: "expected", reasons: [] } });
    expect(await check({ subscriptionIds: [listed, other] })).toMatchObject({
      verdict: { status: "partly", reasons: [{ id: "noSubscription", subscriptionId: other }] },
    });
    expect(await check({ subscriptionIds: [other] })).toMatchObject({
      verdict: { status: "notExpected" },
      subscriptions: [],
    });
  });

  it("takes the caller's word for a role", async () => {
    reset("servicePrincipal");
    emulator().setAccess(inProduction(assign(roles.keyVaultAdministrator, on(production))));
    setLink();
    const statuses = [true, false].map(async (counts) => {
      const { verdict } = await check({ roles: [{ roleId: roles.keyVaultAdministrator.toUpperCase(), counts }] });
      return verdict.status;
    });
    expect(await Promise.all(statuses)).toEqual(["expected", "notExpected"]);
  });

  it.each([
    [{ partnerId: "12x" }, /^partnerId must be digits; it is "12x"/],
    [{ subscriptionIds: ["mine"] }, /^subscriptionIds\[0\] must be a GUID/],
    [{ usage: "all" as never }, /^usage must be "auto", "cost" or "off"/],
    [{ roles: [{ roleId: "Owner", counts: true }] }, /^roles\[0\]\.roleId must be a GUID/],
    [{ credential: { clientSecret: "s" } }, /clientId/],
  ])("is an error for options that are wrong: %j", async (options, message) => {
    await expect(check(options)).rejects.toMatchObject({
      code: "PAL_CONFIG_INVALID",
      message: textLike(message),
    });
  });

  it("names the list that it follows", () => {
    expect(roleList().about).toMatchObject({ date: "2020-05-04", count: 122 });
  });
});
