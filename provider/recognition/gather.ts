import type { ArmReader } from "../azure/armReader";
import type { PartnerClient } from "../azure/partnerClient";
import type { Facts, Subject, Subscription, SubscriptionSources } from "./facts";
import { coverageIn, isDelegated, judge } from "./judged";
import { type KnownRoles, knownRoles } from "./knownRoles";
import type { CheckedOptions } from "./options";
import { roleList } from "./roleList";
import { sideBySide } from "./sideBySide";
import { readCost } from "./sources/cost";
import { readPermissions } from "./sources/permissions";
import { readDelegations } from "./sources/registrationAssignments";
import { readOwnAssignments, readResourceCounts } from "./sources/resourceGraph";
import { readRoleAssignments } from "./sources/roleAssignments";
import { readScheduleInstances } from "./sources/scheduleInstances";
import { readSubscriptions } from "./sources/subscriptions";
import { isStopped } from "./usage";

/** Where facts are read. */
export interface Azure {
  readonly arm: ArmReader;
  readonly partners: PartnerClient;
}

/** The subscriptions that are judged. */
export function chosen(
  subscriptions: readonly Subscription[],
  { subscriptionIds }: CheckedOptions,
): readonly Subscription[] {
  return subscriptions.filter(({ subscriptionId }) => subscriptionIds?.includes(subscriptionId) !== false);
}

/**
 * Reads what the verdict needs: first what does not depend on the number of subscriptions, all at once, then single
 * subscriptions where that leaves their roles open.
 *
 * @throws PalError where the link or the list of subscriptions cannot be read.
 */
export async function gather(azure: Azure, subject: Subject, now: number, options: CheckedOptions): Promise<Facts> {
  const facts = await readOverview(azure, subject, now, options);
  const known = knownRoles(facts, roleList(options.roles));
  const listed = chosen(facts.subscriptions, options);
  const sources = new Map<string, SubscriptionSources>();
  const withRoles = { ...facts, ...(await graphRolesFor(azure, facts, listed, known)) };
  await sideBySide(listed, async (subscription) => {
    sources.set(subscription.subscriptionId, await readRoles(azure, subscription, withRoles, known));
  });
  const gathered: Facts = { ...withRoles, sources };
  if (options.usage !== "cost") return gathered;
  await sideBySide(listed, async (subscription) => {
    if (isStopped(subscription) || judge(subscription, gathered, known, "auto").usage.known === "no") return;
    const cost = await readCost(azure.arm, subject, subscription, now);
    sources.set(subscription.subscriptionId, { ...sources.get(subscription.subscriptionId), cost });
  });
  return gathered;
}

async function readOverview(
  { arm, partners }: Azure,
  subject: Subject,
  now: number,
  { usage }: CheckedOptions,
): Promise<Facts> {
  const isUser = subject.kind === "user";
  const [link, subscriptions, active, eligible, graphRoles, resources] = await Promise.all([
    partners.get(),
    readSubscriptions(arm, subject),
    readScheduleInstances(arm, subject, "roleAssignment", now),
    // Service principals cannot activate roles, and what is shown of theirs needs a second source.
    isUser ? readScheduleInstances(arm, subject, "roleEligibility", now) : undefined,
    isUser ? undefined : readOwnAssignments(arm, subject),
    usage === "off" ? undefined : readResourceCounts(arm, subject),
  ]);
  return {
    subject,
    now,
    link,
    subscriptions,
    active,
    ...(eligible === undefined ? {} : { eligible }),
    ...(graphRoles === undefined ? {} : { graphRoles }),
    ...(resources === undefined ? {} : { resources }),
    sources: new Map(),
  };
}

/** For a user whom `asTarget()` does not answer, one query before a request for each subscription. */
async function graphRolesFor(
  { arm }: Azure,
  facts: Facts,
  listed: readonly Subscription[],
  known: KnownRoles,
): Promise<Pick<Facts, "graphRoles">> {
  const { subject, active, graphRoles } = facts;
  const isAnswered = active.failure === undefined && active.rows.length > 0;
  const isOpen = listed.some((one) => !isDelegated(one, facts) && coverageIn(one, facts, {}, known).isOpen);
  if (graphRoles !== undefined || isAnswered || !isOpen) return {};
  return { graphRoles: await readOwnAssignments(arm, subject) };
}

/** Asks about one subscription until its roles are known or nothing is left to ask. */
async function readRoles(
  { arm }: Azure,
  subscription: Subscription,
  facts: Facts,
  known: KnownRoles,
): Promise<SubscriptionSources> {
  const { subject } = facts;
  const isOpen = (sources: SubscriptionSources) => coverageIn(subscription, facts, sources, known).isOpen;
  if (!isOpen({})) return {};
  if (isDelegated(subscription, facts)) {
    const [permissions, delegations] = await Promise.all([
      readPermissions(arm, subject, subscription),
      readDelegations(arm, subject, subscription),
    ]);
    return { permissions, delegations };
  }
  const assignedTo = await readRoleAssignments(arm, subject, subscription);
  if (!isOpen({ assignedTo })) return { assignedTo };
  return { assignedTo, permissions: await readPermissions(arm, subject, subscription) };
}
