import { coverageOf } from "../../../provider/recognition/bounds";
import type { Facts, RoleRow, SubscriptionSources } from "../../../provider/recognition/facts";
import { homeRoles } from "../../../provider/recognition/homeRoles";
import { knownRoles } from "../../../provider/recognition/knownRoles";
import { roleList } from "../../../provider/recognition/roleList";
import {
  acrPull,
  atGroup,
  atProduction,
  contributor,
  custom,
  facts,
  production,
  pullActions,
  reader,
  row,
} from "./facts";

const readerActions = { actions: ["*/read"] };
const merged = { actions: ["*", "*/read"] };
const limited: Partial<RoleRow> = { endTime: "2026-12-01T00:00:00.000Z" };
const group = `${atProduction}/resourceGroups/app`;
const day = 86_400_000;
const daysAgo = (days: number) => ({ createdTime: new Date(facts("user").now - days * day).toISOString() });

interface Case {
  readonly active?: readonly RoleRow[];
  readonly graph?: readonly RoleRow[];
  readonly sources?: SubscriptionSources;
}

function bounds(kind: "user" | "servicePrincipal", { active, graph = [], sources = {} }: Case): string {
  const read: Partial<Facts> = {
    graphRoles: { rows: graph },
    ...(active === undefined ? {} : { active: { rows: active } }),
  };
  const all = facts(kind, read);
  const { proved, gaps } = homeRoles(production, all, sources, knownRoles(all, roleList()));
  const { lo, hi, reasons } = coverageOf(proved, gaps);
  return [lo, hi, ...reasons.map(({ id }) => id)].join(" ");
}

describe("homeRoles, of a user whom asTarget() answers", () => {
  it.each<[string, Case, string]>([
    ["the only management group is above", { active: [row(contributor, atGroup("one"))] }, "2 2"],
    [
      "one of two that count is above",
      { active: [row(contributor, atGroup("one")), row(acrPull, atGroup("two"))] },
      "2 2",
    ],
    [
      "of two, one of which counts, it is open",
      { active: [row(contributor, atGroup("one")), row(reader, atGroup("two"))] },
      "0 2 rolesNotVisible",
    ],
    [
      "the root management group is above",
      { active: [row(contributor, atGroup(production.tenantId)), row(reader, atProduction)] },
      "2 2",
    ],
    [
      "a custom role at a group is open",
      { active: [row(custom, atGroup("one"), { roleType: "Custom" }), row(reader, atProduction)] },
      "0 2 customRole",
    ],
    ["a reader's group does not matter", { active: [row(reader, atGroup("one")), row(reader, atProduction)] }, "0 0"],
    [
      "permissions show the role",
      {
        active: [row(acrPull, atGroup("one")), row(reader, atProduction)],
        sources: { permissions: { rows: [pullActions, readerActions] } },
      },
      "2 2",
    ],
    [
      "permissions do not have the role",
      {
        active: [row(acrPull, atGroup("one")), row(reader, atProduction)],
        sources: { permissions: { rows: [readerActions] } },
      },
      "0 0",
    ],
    [
      "permissions do not tell a custom role from a listed one with the same actions",
      {
        active: [row(custom, atGroup("one"), { roleType: "Custom" }), row(reader, atProduction)],
        sources: { permissions: { rows: [pullActions, readerActions] } },
      },
      "0 2 customRole",
    ],
    [
      "permissions are of all roles together",
      {
        active: [row(acrPull, atGroup("one")), row(reader, atProduction)],
        sources: { permissions: { rows: [merged] } },
      },
      "0 2 rolesNotVisible",
    ],
    [
      "the same role for a time at the subscription explains the permissions",
      {
        active: [row(acrPull, atGroup("one")), row(acrPull, atProduction, limited)],
        sources: { permissions: { rows: [pullActions] } },
      },
      "1 2 onlyWhileActive rolesNotVisible",
    ],
    [
      "no permissions, and a role below",
      { active: [row(acrPull, atGroup("one")), row(reader, group)], sources: { permissions: { rows: [] } } },
      "0 0",
    ],
    [
      "role assignments name the group",
      {
        active: [row(acrPull, atGroup("one")), row(reader, atProduction)],
        sources: { assignedTo: { rows: [row(acrPull, atGroup("ONE"))] } },
      },
      "2 2",
    ],
    [
      "a role elsewhere explains nothing",
      { active: [row(contributor, `/subscriptions/${custom}`)] },
      "0 2 rolesNotVisible",
    ],
  ])("%s", (_, given, expected) => {
    expect(bounds("user", given)).toBe(expected);
  });
});

describe("homeRoles, of a user whom it does not answer", () => {
  it.each<[string, Case, string]>([
    [
      "an assignment of more than a day is permanent",
      { sources: { assignedTo: { rows: [row(contributor, atProduction, daysAgo(2))] } } },
      "2 2",
    ],
    [
      "a younger one may be an activation",
      { sources: { assignedTo: { rows: [row(contributor, atProduction, daysAgo(1))] } } },
      "1 2 maybeOnlyActive",
    ],
    [
      "one without its time, too",
      { sources: { assignedTo: { rows: [row(contributor, atProduction)] } } },
      "1 2 maybeOnlyActive",
    ],
    [
      "an empty list proves nothing",
      { sources: { assignedTo: { rows: [] }, permissions: { rows: [] } } },
      "0 2 rolesNotVisible",
    ],
    [
      "a list of roles elsewhere proves nothing",
      { sources: { assignedTo: { rows: [row(reader, `/subscriptions/${custom}`, daysAgo(9))] } } },
      "0 2 rolesNotVisible",
    ],
    [
      "a group of Resource Graph is open",
      { graph: [row(contributor, atGroup("one"), daysAgo(9))] },
      "0 2 rolesNotVisible",
    ],
    [
      "a group of Resource Graph whose role is there",
      { graph: [row(acrPull, atGroup("one"), daysAgo(9))], sources: { permissions: { rows: [pullActions] } } },
      "2 2",
    ],
  ])("%s", (_, given, expected) => {
    expect(bounds("user", given)).toBe(expected);
  });
});

describe("homeRoles, of a service principal", () => {
  const claim = [row(acrPull, atProduction)];

  it.each<[string, Case, string]>([
    ["asTarget() alone", { active: claim }, "0 2 notConfirmed"],
    ["confirmed by Resource Graph", { active: claim, graph: claim }, "2 2"],
    ["confirmed by permissions", { active: claim, sources: { permissions: { rows: [pullActions] } } }, "2 2"],
    [
      "confirmed with its end",
      { active: [row(acrPull, atProduction, limited)], graph: claim },
      "1 2 onlyWhileActive rolesNotVisible",
    ],
    [
      "confirmed by permissions with its end",
      { active: [row(acrPull, atProduction, limited)], sources: { permissions: { rows: [pullActions] } } },
      "1 1 onlyWhileActive",
    ],
    [
      "not confirmed at another scope",
      { active: [row(acrPull, group)], graph: [row(acrPull, `${group}2`)] },
      "1 2 partOfSubscription rolesNotVisible",
    ],
    [
      "a custom role with the actions of a listed one",
      {
        active: [row(custom, atProduction, { roleType: "Custom" })],
        sources: { permissions: { rows: [pullActions] } },
      },
      "0 2 customRole",
    ],
    [
      "the listed role beside a custom one",
      {
        active: [...claim, row(custom, atProduction, { roleType: "Custom" })],
        sources: { permissions: { rows: [pullActions] } },
      },
      "2 2",
    ],
    ["permissions alone", { sources: { permissions: { rows: [pullActions] } } }, "2 2"],
    ["a role that is recent is no activation", { graph: [row(contributor, atProduction, daysAgo(0))] }, "2 2"],
  ])("%s", (_, given, expected) => {
    expect(bounds("servicePrincipal", given)).toBe(expected);
  });
});
