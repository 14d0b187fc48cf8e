import type { Access, Operation } from "../../emulator/azure";
import { partnerId } from "./people";
import { assign, operators, to } from "./situations/assignments";
import { me, roles } from "./situations/estate";
import type { Kind } from "./situations/situation";
import { openStage } from "./stage";

function estate(count: number, roleId: string, byGroup: boolean): Access {
  const ids = Array.from({ length: count }, (_, index) => `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, "0")}`);
  return {
    subscriptions: ids.map((subscriptionId, index) => ({
      subscriptionId,
      tenantId: me.tenantId,
      name: `Subscription ${String(index)}`,
      resourceGroups: [{ name: "app", resources: 1 }],
    })),
    groups: [operators],
    roleAssignments: ids.map((id) => assign(roleId, `/subscriptions/${id}`, byGroup ? to(operators) : {})),
  };
}

const usual: Readonly<Record<string, number>> = {
  "partners.get": 1,
  "subscriptions.list": 1,
  "roleAssignmentScheduleInstances.list": 1,
};
const ofUser = { ...usual, "roleEligibilityScheduleInstances.list": 1, "resourceGraph.query": 1 };
const ofServicePrincipal = { ...usual, "resourceGraph.query": 2 };

const refusal = "400 AadPremiumLicenseRequired";
const { contributor, acrPull } = roles;

type Case = [number, Kind, string, string, Access, Readonly<Record<string, number>>];

describe("requests of checkRecognition", () => {
  const { emulator, reset, setLink, check, start, stop } = openStage();
  beforeAll(start);
  afterAll(stop);

  function sent(): Partial<Record<Operation, number>> {
    const operations = emulator()
      .requests()
      .map(({ operation }) => operation);
    return Object.fromEntries(operations.map((one) => [one, operations.filter((other) => other === one).length]));
  }

  // The Azure CLI asks for the user's token itself; the cloud is asked for its endpoints once.
  it.each([
    { kind: "user", ofSignIn: ["metadata.get"] },
    { kind: "servicePrincipal", ofSignIn: ["entra.openidConfiguration", "entra.token"] },
    { kind: "managedIdentity", ofSignIn: ["imds.token"] },
  ] as const)("are five, and those of the sign-in: a $kind", async ({ kind, ofSignIn }) => {
    reset(kind);
    emulator().setAccess(estate(1, contributor, false));
    setLink();
    const { requests } = await check({ partnerId });
    expect(Object.keys(sent())).toEqual(expect.arrayContaining([...ofSignIn]));
    expect(requests).toBe(5 + ofSignIn.length);
  });

  it.each<Case>([
    ...[1, 50, 1000].flatMap((count): Case[] => [
      [count, "user", "direct Contributor", "answers", estate(count, contributor, false), ofUser],
      [count, "user", "AcrPull by a group", "answers", estate(count, acrPull, true), ofUser],
      [
        count,
        "user",
        "direct Contributor",
        refusal,
        estate(count, contributor, false),
        { ...ofUser, "resourceGraph.query": 2 },
      ],
      [
        count,
        "servicePrincipal",
        "direct Contributor",
        "answers",
        estate(count, contributor, false),
        ofServicePrincipal,
      ],
      [count, "servicePrincipal", "direct Contributor", refusal, estate(count, contributor, false), ofServicePrincipal],
    ]),
    // A request or two for each subscription: a thousand of them tell no more.
    ...[1, 50].flatMap((count): Case[] => [
      [
        count,
        "user",
        "Contributor by a group",
        refusal,
        estate(count, contributor, true),
        { ...ofUser, "resourceGraph.query": 2, "roleAssignments.list": count },
      ],
      [
        count,
        "servicePrincipal",
        "AcrPull",
        refusal,
        estate(count, acrPull, false),
        { ...ofServicePrincipal, "roleAssignments.list": count, "permissions.list": count },
      ],
    ]),
  ])("in %i subscriptions: a %s with %s, asTarget() %s", async (count, kind, _role, asTarget, access, expected) => {
    reset(kind);
    emulator().setPageSize(1000);
    const behaviour = asTarget as typeof refusal;
    emulator().setBehaviour({ asTarget: behaviour, asTargetForServicePrincipals: behaviour });
    emulator().setAccess(access);
    setLink();
    const { requests, subscriptions, verdict } = await check({ partnerId });
    expect(sent()).toEqual(expected);
    expect(requests).toBe(Object.values(expected).reduce((sum, one) => sum + one));
    expect([verdict.status, subscriptions.length]).toEqual(["expected", count]);
  });

  it("asks for the name of the directory where it is wanted", async () => {
    reset("servicePrincipal");
    emulator().setAccess(estate(1, contributor, false));
    setLink();
    expect(await check({ tenantName: true })).toMatchObject({ tenant: { displayName: "Contoso" }, requests: 6 });
  });
});
