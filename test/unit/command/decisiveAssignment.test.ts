import { decisiveAssignments } from "../../../provider/command/decisiveAssignment";
import type { Assignment, SubscriptionResult } from "../../../provider/recognition/types";
import { assignment, readerRole, subscription } from "./recognitionFixtures";

const own = assignment(1);
const ownReader = assignment(1, readerRole);
const ofOther = assignment(2);
const atRoot = assignment(1, { scope: "/", scopeType: "root" });
const group = { scope: "/providers/Microsoft.Management/managementGroups/mg", scopeType: "managementGroup" } as const;
const atGroup = assignment(1, group);
const readerAtGroup = assignment(1, { ...group, ...readerRole });
const customAtGroup = assignment(1, { ...group, counts: "custom" });
const activatedAtGroup = assignment(1, { ...group, counts: "countsWhileActive", assignmentType: "activated" });
const eligibleAtGroup = assignment(1, { ...group, counts: "eligibleOnly", assignmentType: "eligible" });
const inGroup = assignment(1, { scope: `${own.scope.toUpperCase()}/resourceGroups/rg`, scopeType: "resourceGroup" });

interface Case {
  readonly title: string;
  readonly given: readonly Assignment[];
  readonly change?: Partial<SubscriptionResult>;
  readonly shown?: Assignment;
  readonly others?: number;
}

const cases: readonly Case[] = [
  { title: "nothing where there is none", given: [] },
  { title: "nothing of another subscription", given: [ofOther] },
  { title: "its own", given: [ofOther, own], shown: own },
  {
    title: "what is worth most, and counts the others",
    given: [ownReader, inGroup, ownReader],
    shown: inGroup,
    others: 2,
  },
  { title: "the root's", given: [ownReader, atRoot], shown: atRoot, others: 1 },
  {
    title: "a management group's where nothing else explains the role",
    given: [ownReader, atGroup],
    shown: atGroup,
    others: 1,
  },
  { title: "its own before a management group's, which may be elsewhere", given: [atGroup, own], shown: own },
  { title: "nothing of a management group that would cover it", given: [atGroup], change: { role: "no" } },
  { title: "nothing of a management group that might cover it", given: [customAtGroup], change: { role: "no" } },
  { title: "no permanent role of a management group for a part", given: [atGroup], change: { role: "partly" } },
  {
    title: "an activated role of a management group for a part",
    given: [activatedAtGroup],
    change: { role: "partly" },
    shown: activatedAtGroup,
  },
  {
    title: "an eligible role of a management group",
    given: [ownReader, eligibleAtGroup],
    change: { role: "no" },
    shown: eligibleAtGroup,
    others: 1,
  },
  {
    title: "a role of a management group that does not count",
    given: [readerAtGroup],
    change: { role: "no" },
    shown: readerAtGroup,
  },
  {
    title: "a management group's where the role is unknown",
    given: [atGroup],
    change: { role: "unknown" },
    shown: atGroup,
  },
  {
    title: "nothing of this directory's for a delegated subscription",
    given: [atRoot, atGroup],
    change: { delegated: true },
  },
  {
    title: "its own of a delegated subscription",
    given: [atRoot, ownReader],
    change: { delegated: true },
    shown: ownReader,
  },
];

/** The assignment shown for a subscription, and the number of others. */
function shownOf({ given, change = {} }: Pick<Case, "given" | "change">): unknown[] {
  const found = decisiveAssignments(given)(subscription(1, change));
  return [found?.assignment, found?.others ?? 0];
}

describe("decisiveAssignments", () => {
  it.each(cases)("shows $title", ({ shown, others = 0, ...given }) => {
    expect(shownOf(given)).toEqual([shown, others]);
  });
});
