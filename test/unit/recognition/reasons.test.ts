import { reasonOf } from "../../../provider/recognition/reasons";
import schema from "../../../provider/recognition/schema.json";
import type { ReasonId } from "../../../provider/recognition/types";
import { delegated, facts, production } from "./facts";

const ids = schema.properties.verdict.properties.reasons.items.properties.id.enum as ReasonId[];
const unnamed = { subscriptionId: production.subscriptionId };
const told = {
  subject: facts("user").subject,
  link: { partnerId: "654321", partnerName: "Northwind", createdTime: "2026-11-24T00:00:00.000Z" },
  partnerId: "123456",
  listDate: "2020-05-04",
  cloud: "Azure China",
};

describe("reasonOf", () => {
  it.each(ids)("says what was found and what to do: %s", (id) => {
    for (const about of [
      { subscription: production },
      { subscription: delegated, isDelegated: true },
      { subscription: unnamed },
      {},
    ]) {
      const { text, remedy } = reasonOf({ id, names: ["Contributor"], ...about }, told);
      expect([text, remedy].join(" ")).not.toMatch(/undefined|\n| {2}|\.$/);
      expect(text).not.toBe("");
      // A note that asks for nothing.
      expect(remedy === "").toBe(id === "cspSold");
    }
  });

  it("names subscription, roles, role to assign and scope", () => {
    const names = ["A", "B", "C", "D", "E", "F"];
    expect(reasonOf({ id: "onlyRolesThatDoNotCount", names, subscription: production }, told)).toEqual({
      id: "onlyRolesThatDoNotCount",
      subscriptionId: production.subscriptionId,
      text: `no role in subscription Production (${production.subscriptionId}) counts: the identity has A, B, C, D and 2 more`,
      remedy: `assign Support Request Contributor (cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e) permanently to object id ${told.subject.objectId} at /subscriptions/${production.subscriptionId}`,
    });
  });

  it("is of the whole check without a subscription", () => {
    expect(reasonOf({ id: "linkedToAnother" }, told)).toMatchObject({
      text: "user adele is linked to Northwind (654321), not to 123456",
    });
    expect(reasonOf({ id: "notLinked" }, told)).not.toHaveProperty("subscriptionId");
  });
});
