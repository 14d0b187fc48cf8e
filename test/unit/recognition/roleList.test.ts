import listed from "../../../provider/recognition/listedRoles.json";
import { permissionRoles } from "../../../provider/recognition/permissionRoles";
import { findListedRole, readsCost, readsResources, roleList } from "../../../provider/recognition/roleList";
import { contributor, custom, pullActions, reader } from "./facts";

const list = roleList();
const named = (filter: (role: ReturnType<typeof list.listed>) => boolean): string[] =>
  listed.roles
    .filter(({ roleId }) => filter(list.listed(roleId)))
    .map(({ name }) => name)
    .sort();

describe("findListedRole", () => {
  it("finds a role by its GUID or by a resource ID, in any case", () => {
    const role = { roleId: reader, name: "Reader", counts: false };
    const resourceId = `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${reader.toUpperCase()}`;
    expect([reader, resourceId].map(findListedRole)).toEqual([role, role]);
  });

  it("finds nothing where the list does not have the role", () => {
    expect([custom, `${reader}/more`, ""].map(findListedRole)).toEqual([undefined, undefined, undefined]);
  });
});

describe("roleList", () => {
  it("has 122 roles, of which 98 count", () => {
    expect([listed.roles.length, listed.roles.filter(({ counts }) => counts).length]).toEqual([122, 98]);
    expect(new Set(listed.roles.map(({ roleId }) => roleId)).size).toBe(122);
  });

  it("judges by the GUID alone, and as the caller says first", () => {
    expect([contributor, reader, custom].map((roleId) => list.worthOf(roleId))).toEqual([
      "counts",
      "doesNotCount",
      "notInList",
    ]);
    expect(list.worthOf(custom, "Custom")).toBe("custom");
    const told = roleList([
      { roleId: custom.toUpperCase(), counts: true },
      { roleId: contributor, counts: false },
    ]);
    expect([told.worthOf(custom, "Custom"), told.worthOf(contributor)]).toEqual(["counts", "doesNotCount"]);
  });

  it("recognises each role by its permissions, in any order and case", () => {
    const found = listed.roles.map((role) => {
      const { actions = [], dataActions = [] } = role as { actions?: string[]; dataActions?: string[] };
      return list.withActions({
        ...role,
        actions: actions.map((one) => one.toUpperCase()).reverse(),
        dataActions: [...dataActions].reverse(),
      });
    });
    expect(found.map((role) => role?.roleId)).toEqual(listed.roles.map(({ roleId }) => roleId));
  });

  it("knows which roles see resources and cost", () => {
    const seeing = [
      "Contributor",
      "Log Analytics Contributor",
      "Log Analytics Reader",
      "Managed Application Operator Role",
      "Managed Application Publisher Operator",
      "Monitoring Contributor",
      "Monitoring Reader",
      "Owner",
      "Reader",
      "Resource Policy Contributor",
      "User Access Administrator",
    ];
    expect(named(readsResources)).toEqual(seeing);
    expect(named(readsCost)).toEqual(
      [...seeing, "Billing Reader", "Cost Management Contributor", "Cost Management Reader"].sort(),
    );
  });
});

describe("permissionRoles", () => {
  const all = (...entries: Parameters<typeof list.withActions>) => permissionRoles(entries, list);

  it.each([
    ["a listed role", all(pullActions), ["AcrPull"], 0],
    ["a role with one action more", all({ actions: [...pullActions.actions, "Microsoft.Support/*"] }), [], 1],
    ["a role with a data action", all({ ...pullActions, dataActions: ["x/read"] }), [], 1],
    ["a role that leaves out something", all({ ...pullActions, notActions: ["x/read"] }), [], 1],
    ["nothing", permissionRoles([], list), [], 0],
    ["the same role twice", permissionRoles([pullActions, pullActions], list), ["AcrPull"], 0],
  ])("finds %s", (_, found, names, unmatched) => {
    expect([found?.listed.map(({ name }) => name), found?.unmatched]).toEqual([names, unmatched]);
  });

  it("finds no role in two that are one entry", () => {
    expect(all({ actions: ["*/read", ...pullActions.actions] })).toEqual({ listed: [], unmatched: 1 });
  });
});
