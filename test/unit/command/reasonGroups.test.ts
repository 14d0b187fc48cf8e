import { groupReasons } from "../../../provider/command/reasonGroups";

describe("groupReasons", () => {
  it("has a group for each id, with every subscription and each text once", () => {
    const reasons = [
      { id: "customRole", subscriptionId: "b", text: "custom role Deploy", remedy: "add a role" },
      { id: "noSubscription", text: "none", remedy: "" },
      { id: "customRole", subscriptionId: "a", text: "custom\nrole Operate", remedy: "add a role" },
      { id: "customRole", subscriptionId: "b", text: "custom role Deploy", remedy: "add a role" },
    ];
    expect(groupReasons(reasons)).toEqual([
      {
        id: "customRole",
        subscriptionIds: ["b", "a"],
        texts: ["custom role Deploy", "custom role Operate"],
        remedies: ["add a role"],
      },
      { id: "noSubscription", subscriptionIds: [], texts: ["none"], remedies: [] },
    ]);
  });
});
