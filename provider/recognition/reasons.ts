import type { Facts, Subject, Subscription } from "./facts";
import type { Reason, ReasonId } from "./types";

/** A reason before it is put into words. */
export interface Finding {
  readonly id: ReasonId;
  /** Absent for the whole check. */
  readonly subscription?: Pick<Subscription, "subscriptionId"> & Partial<Subscription>;
  /** Roles that it is about. */
  readonly names?: readonly string[];
  readonly isDelegated?: boolean;
}

/** What the sentences name. */
export interface Told {
  readonly subject: Subject;
  readonly link: Facts["link"];
  readonly partnerId?: string | undefined;
  /** Day of the list of roles. */
  readonly listDate: string;
  /** The cloud, where it has no partner admin links. */
  readonly cloud?: string;
}

interface Words {
  readonly text: string;
  readonly remedy: string;
}

type Sentence = (finding: Finding, told: Told) => Words;

const supportRole = "Support Request Contributor (cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e)";
const readerRole = "Reader (acdd72a7-3385-48ef-bd42-f606fba81ae7)";
const costRole = "Cost Management Reader (72fafb9e-0641-4937-9268-a91bfd8191a3)";

/** Puts a finding into words: what was found, and what to do, a line each. */
export function reasonOf(finding: Finding, told: Told): Reason {
  const { id, subscription } = finding;
  const words = sentences[id](finding, told);
  return { id, ...(subscription === undefined ? {} : { subscriptionId: subscription.subscriptionId }), ...words };
}

function nameOf({ subscription }: Finding): string {
  if (subscription === undefined) return "all subscriptions";
  const { subscriptionId, displayName } = subscription;
  return displayName === undefined
    ? `subscription ${subscriptionId}`
    : `subscription ${displayName} (${subscriptionId})`;
}

function scopeOf({ subscription }: Finding): string {
  return subscription === undefined ? "the scope of your work" : `/subscriptions/${subscription.subscriptionId}`;
}

const mostNames = 4;

function rolesOf({ names = [] }: Finding, unnamed: string): string {
  if (names.length === 0) return unnamed;
  const rest = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  return `${names.slice(0, mostNames).join(", ")}${rest}`;
}

function assign(role: string, finding: Finding, { subject }: Told): string {
  return `assign ${role} permanently to object id ${subject.objectId} at ${scopeOf(finding)}`;
}

function listedBeside(finding: Finding, told: Told): string {
  return `${assign(supportRole, finding, told)}, or pass it to checkRecognition({ roles }) if your partner program says that it counts`;
}

function linked({ link }: Told): string {
  const { partnerId = "", partnerName } = link ?? {};
  return partnerName === undefined ? partnerId : `${partnerName} (${partnerId})`;
}

/** Every sentence of a verdict. */
const sentences: Readonly<Record<ReasonId, Sentence>> = {
  cloudWithoutPal: (_, { subject, cloud = "" }) => ({
    text: `${subject.label} signs in to ${cloud}, where Microsoft documents partner admin links as not available`,
    remedy: "nothing to do in this cloud; in the public cloud, unset environment and metadataHost",
  }),
  notLinked: (_, { subject }) => ({
    text: `${subject.label} has no partner admin link`,
    remedy: "run `pulumi up` in the stack that declares the link, or declare a PartnerAdminLink for this identity",
  }),
  linkedToAnother: (_, told) => ({
    text: `${told.subject.label} is linked to ${linked(told)}, not to ${told.partnerId ?? ""}`,
    remedy:
      "run `pulumi up` in the stack that declares the link; if the stack did not create it, ask who did, then set `overwrite: true`",
  }),
  noSubscription: (finding, told) => ({
    text: `Azure lists ${finding.subscription === undefined ? "no subscription" : `no ${nameOf(finding)}`} for ${told.subject.label}`,
    remedy: `${assign(supportRole, finding, told)}; if this is the wrong tenant, \`pulumi-partner-admin-link tenants\` lists the directories in reach`,
  }),
  onlyEligible: (finding, told) => ({
    text: `${rolesOf(finding, "a role that counts")} is eligible${finding.subscription === undefined ? "" : ` in ${nameOf(finding)}`} and not active: it does not count until it is activated, and then for hours`,
    remedy: `${assign(supportRole, finding, told)}, beside the eligible role`,
  }),
  onlyRolesThatDoNotCount: (finding, told) => ({
    text: `no role in ${nameOf(finding)} counts: the identity has ${rolesOf(finding, "none that does")}`,
    remedy: assign(supportRole, finding, told),
  }),
  lighthouseNoRole: (finding, { subject }) => ({
    text: `${nameOf(finding)} is delegated, and no permanent authorization gives the identity a role that counts`,
    remedy: `have the customer update the delegation with a permanent authorization of ${supportRole} for object id ${subject.objectId}, or for a group that it is in`,
  }),
  lighthouseJitOnly: (finding, { subject }) => ({
    text: `${nameOf(finding)} is delegated with roles that count as eligible authorizations only, which service principals cannot use and which end after hours`,
    remedy: `have the customer update the delegation with a permanent authorization of ${supportRole} for object id ${subject.objectId}, or for a group that it is in`,
  }),
  partOfSubscription: (finding, told) => ({
    text: `${rolesOf(finding, "the role")} is assigned at a resource group or resource of ${nameOf(finding)}: usage elsewhere in it does not count`,
    remedy: `nothing, if that is the scope of your work; otherwise ${assign(supportRole, finding, told)}`,
  }),
  onlyWhileActive: (finding, told) => ({
    text: `${rolesOf(finding, "the role")} in ${nameOf(finding)} is activated or has an end date, and counts until then`,
    remedy: `${assign(supportRole, finding, told)}, beside it`,
  }),
  maybeOnlyActive: (finding, told) => ({
    text: `${rolesOf(finding, "a role that counts")} is active in ${nameOf(finding)}; whether permanently or as an activation of hours could not be read`,
    remedy: finding.isDelegated
      ? `have the customer add ${readerRole} to the delegation, which shows which authorizations are permanent`
      : assign(supportRole, finding, told),
  }),
  notConfirmed: (finding, told) => ({
    text: `only asTarget() reports ${rolesOf(finding, "a role that counts")} in ${nameOf(finding)}, and for service principals that is no proof`,
    remedy: `${assign(`${readerRole} or ${supportRole}`, finding, told)}, so that it can read its own role assignments`,
  }),
  roleNotInList: (finding, told) => ({
    text: `${rolesOf(finding, "a role that its permissions do not tell")} in ${nameOf(finding)} is not in Microsoft's list of ${told.listDate}, which says what counts`,
    remedy: listedBeside(finding, told),
  }),
  customRole: (finding, told) => ({
    text: `${rolesOf(finding, "a role")} in ${nameOf(finding)} is a custom role, and Microsoft's list has built-in roles only`,
    remedy: listedBeside(finding, told),
  }),
  rolesNotVisible: (finding, told) => ({
    text: `the roles of the identity in ${nameOf(finding)} could not be read completely`,
    remedy: `run it again where Azure failed to answer. ${
      finding.isDelegated
        ? `Otherwise have the customer add ${readerRole} for object id ${told.subject.objectId} to the delegation: it has Microsoft.ManagedServices/registrationAssignments/read`
        : `Otherwise ${assign(supportRole, finding, told)}: it counts, and has Microsoft.Authorization/roleAssignments/read`
    }`,
  }),
  subscriptionNotEnabled: (finding) => {
    const state = finding.subscription?.state ?? "not enabled";
    const isRunning = /^(Warned|PastDue)$/i.test(state);
    return {
      text: `${nameOf(finding)} is ${state}: ${isRunning ? "it runs until Azure disables it" : "nothing runs there, so that there is no usage"}`,
      remedy: isRunning ? "have the customer pay for it" : "have the customer reactivate it",
    };
  },
  noResources: (finding) => ({
    text: `${nameOf(finding)} has no resources`,
    remedy: "nothing, until something is deployed there",
  }),
  noCost: (finding) => ({
    text: `${nameOf(finding)} had no cost in the last 30 days`,
    remedy: "nothing, until something that costs is used there",
  }),
  usageNotVisible: (finding) => ({
    text: `the identity cannot see whether anything is in use in ${nameOf(finding)}`,
    remedy: `nothing is needed for recognition; to be sure, assign ${readerRole}, or ${costRole} with usage "cost"`,
  }),
  endNotVisible: (finding) => ({
    text: `the role that covers ${nameOf(finding)} counts today; whether its assignment has an end date could not be read`,
    remedy: "ask whoever assigned it whether it ends",
  }),
  cspSold: (finding) => ({
    text: `${nameOf(finding)} is sold by a Cloud Solution Provider, who is credited as such without a link`,
    remedy: "",
  }),
  tooFresh: (finding, told) => ({
    text:
      finding.subscription === undefined
        ? `${told.subject.label} was linked on ${(told.link?.updatedTime ?? told.link?.createdTime ?? "").slice(0, 10)}: reports may not show it yet`
        : `${rolesOf(finding, "the role")} in ${nameOf(finding)} was assigned less than five days ago: reports may not show it yet`,
    remedy: "wait: reports are refreshed about every four days, and a month closes on the 5th of the next one",
  }),
};
