import { checkedOptions } from "../../../provider/recognition/options";
import type { CheckOptions } from "../../../provider/recognition/types";
import { acrPull, custom, production } from "./facts";

const { subscriptionId } = production;

describe("checkedOptions", () => {
  it("takes options of the right form", () => {
    const roles = [{ roleId: custom, counts: true }];
    const options = {
      partnerId: "123456",
      subscriptionIds: [subscriptionId.toUpperCase()],
      usage: "cost",
      roles,
    } as const;
    expect(checkedOptions(options)).toEqual({ ...options, subscriptionIds: [subscriptionId], tenantName: false });
    expect(checkedOptions({})).toEqual({ usage: "auto", roles: [], tenantName: false });
  });

  it.each<[object, string]>([
    [{ partnerID: "123456" }, 'unknown option "partnerID"'],
    [{ partnerId: 123456 }, "partnerId must be digits; it is a number"],
    [{ partnerId: ["123456"] }, "partnerId must be digits; it is a list"],
    [{ partnerId: "12 34" }, "partnerId must be digits"],
    [{ subscriptionIds: [] }, "subscriptionIds must be a list with at least one GUID"],
    [{ subscriptionIds: subscriptionId }, "subscriptionIds must be a list with at least one GUID"],
    [{ subscriptionIds: ["production"] }, "subscriptionIds[0] must be a GUID"],
    [{ usage: "all" }, 'usage must be "auto", "cost" or "off"'],
    [{ roles: null }, "roles must be a list; it is null"],
    [{ roles: [null] }, "roles[0].roleId must be a GUID; it is missing"],
    [{ roles: [{ roleId: acrPull, counts: "yes" }] }, "roles[0].counts must be true or false"],
  ])("refuses %j", (options, message) => {
    expect(() => checkedOptions(options as CheckOptions)).toThrow(message);
  });
});
