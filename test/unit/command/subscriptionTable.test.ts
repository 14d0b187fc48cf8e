import { subscriptionNames, subscriptionTable } from "../../../provider/command/subscriptionTable";
import type { Assignment, SubscriptionResult } from "../../../provider/recognition/types";
import { assignment, recognition, subscription, subscriptionId } from "./recognitionFixtures";

/** Cells of the row of a check's only subscription. */
function cellsOf(change: {
  subscription?: Partial<SubscriptionResult>;
  assignments?: readonly Assignment[];
}): string[] {
  const { subscription: changed, assignments = [] } = change;
  const text = subscriptionTable(recognition({ subscriptions: [subscription(1, changed)], assignments }));
  return text.split("\n")[1]?.split(/ {2,}/) ?? [];
}

const group = { scope: "/providers/Microsoft.Management/managementGroups/mg-1", scopeType: "managementGroup" } as const;
const resource = `${assignment(1).scope}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv`;
const endTime = "2026-12-01T14:30:59.123Z";

const roles: readonly { readonly change: Partial<Assignment>; readonly shown: string }[] = [
  { change: {}, shown: "Support Request Contributor (subscription)" },
  { change: { scope: "/", scopeType: "root" }, shown: "Support Request Contributor (root)" },
  { change: group, shown: "Support Request Contributor (management group mg-1)" },
  {
    change: { ...group, scopeName: "Landing zones" },
    shown: "Support Request Contributor (management group Landing zones)",
  },
  { change: { scope: resource, scopeType: "resource" }, shown: "Support Request Contributor (resource kv)" },
  { change: { endTime }, shown: "Support Request Contributor (subscription, until 2026-12-01 14:30 UTC)" },
  { change: { endTime: "soon" }, shown: "Support Request Contributor (subscription, until soon)" },
  {
    change: { assignmentType: "activated", endTime },
    shown: "Support Request Contributor (subscription, activated, until 2026-12-01 14:30 UTC)",
  },
  { change: { assignmentType: "eligible" }, shown: "Support Request Contributor (subscription, eligible)" },
  { change: { roleName: "", roleId: "the-id" }, shown: "the-id (subscription)" },
  { change: { roleName: "a\u001B[31m\nb" }, shown: "a b (subscription)" },
];

const usages: readonly { readonly change: Partial<SubscriptionResult>; readonly shown: string }[] = [
  { change: { usage: { known: "yes", source: "cost" } }, shown: "yes (cost)" },
  { change: { usage: { known: "no", source: "resources" } }, shown: "no (resources)" },
  { change: { usage: { known: "no", source: "state" }, state: "Disabled" }, shown: "no (Disabled)" },
  { change: { usage: { known: "unknown" } }, shown: "unknown" },
];

describe("subscriptionTable", () => {
  it.each(roles)("shows a role as $shown", ({ change, shown }) => {
    expect(cellsOf({ assignments: [assignment(1, change)] })[1]).toBe(shown);
  });

  it("says how many roles it leaves out", () => {
    const found = [1, 1, 1].map((number) => assignment(number));
    expect(cellsOf({ assignments: found })[1]).toBe("Support Request Contributor (subscription) +2 more");
  });

  it.each(["direct", "group", "lighthouse", "permissions", "unknown"] as const)(
    "says that a role comes by %s",
    (via) => {
      expect(cellsOf({ assignments: [assignment(1, { via })] })[2]).toBe(via);
    },
  );

  it("has no role for a subscription without one", () => {
    expect(cellsOf({ subscription: { role: "unknown" } })).toEqual([
      "Shop",
      "-",
      "-",
      "unknown",
      "yes (resources)",
      "-",
    ]);
  });

  it.each(usages)("shows usage as $shown", ({ change, shown }) => {
    expect(cellsOf({ subscription: change })[4]).toBe(shown);
  });

  it("names each of a subscription's reasons once", () => {
    const reasons = ["customRole", "roleNotInList", "customRole"].map((id) => ({
      id,
      subscriptionId: subscriptionId(1),
      text: "",
      remedy: "",
    }));
    const others = [{ id: "noSubscription", text: "", remedy: "" }];
    const text = subscriptionTable(recognition({ verdict: { status: "unknown", reasons: [...reasons, ...others] } }));
    expect(text).toMatch(/ {2}customRole, roleNotInList$/m);
  });
});

describe("subscriptionNames", () => {
  const named = subscriptionNames([
    subscription(1),
    subscription(2, { displayName: "Pay as you go" }),
    subscription(3, { displayName: "Pay as you go" }),
    subscription(4, { displayName: "" }),
    subscription(5, { displayName: "a\u202E\nb" }),
  ]);

  it.each([
    { number: 1, name: "Shop" },
    { number: 2, name: `Pay as you go (${subscriptionId(2)})` },
    { number: 3, name: `Pay as you go (${subscriptionId(3)})` },
    { number: 4, name: subscriptionId(4) },
    { number: 5, name: "a b" },
    { number: 6, name: subscriptionId(6) },
  ])("calls number $number $name", ({ number, name }) => {
    expect(named(subscriptionId(number))).toBe(name);
  });
});
