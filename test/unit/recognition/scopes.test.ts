import { parseScope, placeOf } from "../../../provider/recognition/scopes";
import { atProduction, delegated, otherId, production, scopeOf, tenantId } from "./facts";

const registry = `${atProduction}/resourceGroups/app/providers/Microsoft.ContainerRegistry/registries/images`;

describe("parseScope", () => {
  it.each([
    ["/", "root"],
    ["/providers/Microsoft.Management/managementGroups/landing zones", "managementGroup"],
    [atProduction.toUpperCase(), "subscription"],
    [`${atProduction}/`, "subscription"],
    [`${atProduction}/resourcegroups/app`, "resourceGroup"],
    [registry, "resource"],
    [`${atProduction}/providers/Microsoft.Security/pricings/x`, "resource"],
    ["/providers/Microsoft.Capacity/reservationOrders/x", "other"],
    ["/subscriptions/mine", undefined],
    ["subscriptions", undefined],
    ["/\u0000", undefined],
    [5, undefined],
  ])("takes %j for %s", (value, kind) => {
    expect(parseScope(value)?.kind).toBe(kind);
  });
});

describe("placeOf", () => {
  it.each([
    ["/", "atOrAbove", "elsewhere"],
    [`/providers/Microsoft.Management/managementGroups/${tenantId.toUpperCase()}`, "atOrAbove", "elsewhere"],
    ["/providers/Microsoft.Management/managementGroups/one", "aboveSome", "elsewhere"],
    [atProduction, "atOrAbove", "atOrAbove"],
    [registry, "below", "below"],
    [`/subscriptions/${otherId}`, "elsewhere", "elsewhere"],
    ["/providers/Microsoft.Capacity/reservationOrders/x", "elsewhere", "elsewhere"],
  ])("puts %s %s of an own subscription, %s of a delegated one", (value, own, other) => {
    const scope = scopeOf(value);
    expect([placeOf(scope, production, tenantId), placeOf(scope, delegated, tenantId)]).toEqual([own, other]);
  });
});
