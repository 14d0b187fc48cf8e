import { openArmReader } from "../azure/armReader";
import { cloudWithoutLinks } from "../azure/clouds";
import type { SignInSettings } from "../azure/credentialSettings";
import { userNameIn } from "../azure/identity";
import { openPartnerClient } from "../azure/partnerClient";
import { countingRequests } from "../azure/requestCount";
import { type Session, signIn } from "../azure/signIn";
import { assignmentsOf } from "./assignments";
import { type Facts, rowsOf, type Subject } from "./facts";
import { chosen, gather } from "./gather";
import { judge, type Judged } from "./judged";
import { knownRoles } from "./knownRoles";
import { lookedAt } from "./looked";
import { type CheckedOptions, checkedOptions } from "./options";
import { reasonOf } from "./reasons";
import { roleList } from "./roleList";
import { readTenants } from "./sources/tenants";
import { present } from "./sources/fields";
import { conclusionOf } from "./status";
import type { CheckOptions, Recognition, SubscriptionResult, Tenant } from "./types";

type Result = Omit<Recognition, "requests">;

/** What every result has. */
type Frame = Pick<Result, "schemaVersion" | "checkedAt" | "identity" | "roleList">;

/**
 * Signs in, reads the facts and judges them.
 *
 * @param whoSignsIn - called once the options are known to be of the right form.
 */
export async function check(options: CheckOptions, whoSignsIn: () => SignInSettings): Promise<Recognition> {
  const asked = checkedOptions(options);
  const { settings, hasBlock } = whoSignsIn();
  const { result, requests } = await countingRequests(async () =>
    resultFor(await signIn(settings, hasBlock), asked, Date.now()),
  );
  return { ...result, requests };
}

async function resultFor(session: Session, asked: CheckedOptions, now: number): Promise<Result> {
  const subject = subjectOf(session);
  const cloud = cloudWithoutLinks(session.cloud);
  if (cloud !== undefined) return withoutLinks(session, subject, asked, now, cloud);
  const arm = openArmReader(session);
  const [facts, tenant] = await Promise.all([
    gather({ arm, partners: openPartnerClient(session) }, subject, now, asked),
    asked.tenantName ? ownTenant(readTenants(arm, subject.label), subject) : undefined,
  ]);
  const known = knownRoles(facts, roleList(asked.roles));
  const judged = chosen(facts.subscriptions, asked).map((one) => judge(one, facts, known, asked.usage));
  const { status, findings } = conclusionOf(facts, judged, known, asked);
  const told = { subject, link: facts.link, partnerId: asked.partnerId, listDate: known.list.about.date };
  return {
    ...frameOf(session, subject, asked, now, facts),
    ...(tenant === undefined ? {} : { tenant }),
    link: linkOf(facts, asked),
    subscriptions: judged.map(subscriptionOf),
    assignments: assignmentsOf(facts, known),
    verdict: { status, reasons: findings.map((finding) => reasonOf(finding, told)) },
    looked: lookedAt(facts),
  };
}

function subjectOf({ identity }: Session): Subject {
  const { tenantId, objectId, isPerson, label } = identity;
  return { tenantId, objectId, kind: isPerson ? "user" : "servicePrincipal", label };
}

function frameOf(
  { identity, token }: Session,
  { tenantId, objectId, kind }: Subject,
  { roles }: CheckedOptions,
  now: number,
  facts?: Facts,
): Frame {
  const { clientId } = identity;
  const own = rowsOf(facts?.active).find(({ principalId }) => principalId === objectId)?.principalName;
  const name = userNameIn(token.token) ?? own ?? clientId ?? objectId;
  return {
    schemaVersion: 1,
    checkedAt: new Date(now).toISOString(),
    identity: { tenantId, objectId, ...(clientId === undefined ? {} : { clientId }), kind, name },
    roleList: roleList(roles).about,
  };
}

function withoutLinks(session: Session, subject: Subject, asked: CheckedOptions, now: number, cloud: string): Result {
  const frame = frameOf(session, subject, asked, now);
  const told = { subject, link: undefined, listDate: frame.roleList.date, cloud };
  const { partnerId } = asked;
  return {
    ...frame,
    link: { linked: "unknown", ...(partnerId === undefined ? {} : { expectedPartnerId: partnerId }) },
    subscriptions: [],
    assignments: [],
    verdict: { status: "notExpected", reasons: [reasonOf({ id: "cloudWithoutPal" }, told)] },
    looked: [],
  };
}

/** The directory that was signed in to; its name only serves reading. */
async function ownTenant(tenants: Promise<readonly Tenant[]>, { tenantId }: Subject): Promise<Tenant> {
  const listed = await tenants.catch(() => []);
  return listed.find((one) => one.tenantId === tenantId) ?? { tenantId };
}

function linkOf({ link }: Facts, { partnerId: expectedPartnerId }: CheckedOptions): Recognition["link"] {
  const isLinked = link !== undefined && (expectedPartnerId === undefined || expectedPartnerId === link.partnerId);
  return present<Recognition["link"]>({
    linked: isLinked ? "yes" : "no",
    partnerId: link?.partnerId,
    partnerName: link?.partnerName,
    createdTime: link?.createdTime,
    updatedTime: link?.updatedTime,
    expectedPartnerId,
  });
}

function subscriptionOf({ subscription, isDelegated, coverage, usage }: Judged): SubscriptionResult {
  const { subscriptionId, displayName, tenantId, state } = subscription;
  const { lo, hi } = coverage;
  const role = lo === 2 ? "yes" : hi === 0 ? "no" : lo === 1 && hi === 1 ? "partly" : "unknown";
  const { known, source } = usage;
  return {
    subscriptionId,
    displayName,
    tenantId,
    state,
    delegated: isDelegated,
    role,
    usage: { known, ...(source === undefined ? {} : { source }) },
  };
}
