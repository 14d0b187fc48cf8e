import { unknown } from "../../support/wireForm";
import type { Shown } from "./analyzer";
import { assignment, link, notLinked, ofType, reader, supportRequestContributor as counting, unlisted } from "./stacks";

/** A stack that violates one rule at one resource, or none. */
export interface Case {
  readonly rule: string;
  readonly what: string;
  readonly stack: readonly Shown[];
  readonly violatedBy?: Shown;
  /** Configures rules otherwise than the pack's own file. */
  readonly config?: Readonly<Record<string, object>>;
}

/** The last resource violates the rule. */
function violation(rule: string, what: string, ...stack: readonly Shown[]): Case {
  const violatedBy = stack.at(-1);
  return { rule, what, stack, ...(violatedBy && { violatedBy }) };
}

function noViolation(rule: string, what: string, ...stack: readonly Shown[]): Case {
  return { rule, what, stack };
}

const other = { principalId: notLinked };
const user = { principalType: "User" };
const roleOfOther = assignment(counting, other);
const native = ofType("azure-native:managementpartner:Partner");

export const violated: readonly Case[] = [
  violation("pal-partner-id", "a partner ID that the list does not have", link({ partnerId: "654321" })),
  violation("pal-expect", "a link without expect", link({ expect: undefined })),
  violation("pal-expect", "a link that expects nothing", link({ expect: {} })),
  violation("pal-drift-check", "off", link({ driftCheck: "off" })),
  violation("pal-no-user-in-ci", "the Azure CLI", link({ credential: { useCli: true } })),
  violation("pal-no-user-in-ci", "a link for which nothing is configured", link({ credential: undefined })),
  violation("pal-role-counts", "Reader", link(), assignment(reader)),
  violation("pal-role-counts", "a role that is not in Microsoft's list", link(), assignment(unlisted)),
  violation(
    "pal-role-counts",
    "Reader beside a role that counts of another identity",
    link(),
    assignment(counting, { ...other, ...user }),
    assignment(reader),
  ),
  violation("pal-role-has-link", "a role of a service principal other than the linked one", link(), roleOfOther),
  violation("pal-role-has-link", "a role in a stack without links", roleOfOther),
  violation("pal-native-partner", "azure-native's Partner", native),
  violation("pal-native-partner", "one of an API version", ofType("azure-native:managementpartner/v20180201:Partner")),
  violation(
    "pal-native-partner",
    "one of an SDK for an API version",
    ofType("azure-native_managementpartner_v20180201:managementpartner:Partner"),
  ),
];

export const kept: readonly Case[] = [
  noViolation("pal-partner-id", "a partner ID of the list", link({ partnerId: "123456" })),
  noViolation(
    "pal-partner-id",
    "a link that the program reads only",
    link({ partnerId: undefined, expect: undefined, credential: undefined }),
  ),
  noViolation("pal-expect", "a link that expects a tenant", link({ expect: { tenantId: "tenant" } })),
  noViolation("pal-drift-check", "bestEffort", link({ driftCheck: "bestEffort" })),
  noViolation("pal-no-user-in-ci", "a managed identity", link({ credential: { useMsi: true } })),
  noViolation("pal-role-counts", "Reader beside a role that counts", link(), assignment(reader), assignment(counting)),
  noViolation("pal-role-counts", "Reader of an identity that is not linked", link(), assignment(reader, other)),
  {
    ...noViolation("pal-role-counts", "an unlisted role that its config says counts", link(), assignment(unlisted)),
    config: { "pal-role-counts": { roles: [{ roleId: unlisted.toUpperCase(), counts: true }] } },
  },
  noViolation(
    "pal-role-has-link",
    "the linked service principal, written in another case",
    link({ objectId: "ABC" }),
    assignment(counting, { principalId: "abc" }),
  ),
  noViolation("pal-role-has-link", "a role of a user", link(), assignment(counting, { ...other, ...user })),
  noViolation("pal-role-has-link", "a role that does not count", link(), assignment(reader, other)),
  {
    ...noViolation("pal-role-has-link", "a principal that its config ignores", roleOfOther),
    config: { "pal-role-has-link": { ignorePrincipals: [notLinked.toUpperCase()] } },
  },
  noViolation("pal-native-partner", "its resource groups", ofType("azure-native:resources:ResourceGroup")),
];

const unknownPrincipal = { principalId: unknown };

/** What a preview does not know may be as the rule demands; what it knows without it is violated as ever. */
export const inPreview: readonly Case[] = [
  noViolation("pal-partner-id", "the partner ID", link({ partnerId: unknown })),
  noViolation("pal-expect", "expect", link({ expect: unknown })),
  noViolation("pal-expect", "what is expected", link({ expect: { tenantId: unknown } })),
  noViolation("pal-drift-check", "driftCheck", link({ driftCheck: unknown })),
  noViolation("pal-no-user-in-ci", "the credential", link({ credential: unknown })),
  noViolation("pal-no-user-in-ci", "useCli", link({ credential: { useCli: unknown } })),
  noViolation("pal-role-counts", "the principal", link(), assignment(reader, unknownPrincipal)),
  noViolation("pal-role-counts", "the linked identity", link({ objectId: unknown }), assignment(reader)),
  noViolation("pal-role-counts", "the role", link(), assignment(unknown)),
  noViolation(
    "pal-role-counts",
    "whose the role that counts is",
    link(),
    assignment(reader),
    assignment(counting, unknownPrincipal),
  ),
  violation(
    "pal-role-counts",
    "the linked identity, but that the role is for it",
    link({ objectId: unknown }),
    assignment(reader, unknownPrincipal, { principalId: ["link"] }),
  ),
  noViolation("pal-role-has-link", "the principal", link(), assignment(counting, unknownPrincipal)),
  noViolation("pal-role-has-link", "its type", link(), assignment(counting, { ...other, principalType: unknown })),
  noViolation("pal-role-has-link", "the role", assignment(unknown, other)),
  noViolation("pal-role-has-link", "the linked identity", link({ objectId: unknown }), roleOfOther),
  violation("pal-native-partner", "any property", native),
];
