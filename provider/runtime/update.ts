import { type Identity, linkIdOf } from "../azure/identity";
import { openPartnerClient } from "../azure/partnerClient";
import type { Session } from "../azure/signIn";
import { asPalError, PalError } from "../errors";
import { claim } from "./claim";
import { converge, type Outcome } from "./converge";
import { verifyPartnerName } from "./partnerName";
import * as messages from "./messages";
import { isOwn, isUnsettled, orKept, settled } from "./unknownOutcome";
import { patiently } from "./propagation";
import { say } from "./log";
import { withAftermath } from "./transient";
import { signInFor } from "./session";
import { changedInputs, isAsDeclared, sameIdentity } from "./compare";
import { driftCheckOf, ignores, inputsIn, outputsFor, partnerIdOf, type Properties, urnOf } from "./state";

/** Brings the live link to what is declared, in place; writes nothing when it is so already. */
export async function update(
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ outs: Record<string, unknown> }> {
  const isSettingsOnly = changesSettingsOnly(olds, news);
  if (isSettingsOnly && driftCheckOf(news) === "off") return { outs: withInputs(olds, news) };
  const attempt = { hasLooked: false };
  const work = () => updateNow(id, olds, news, attempt);
  try {
    return await (isCredentialNew(olds, news) ? patiently(news, work) : work());
  } catch (error) {
    const { code, message } = asPalError(error);
    const isUnavailable = code === "PAL_AUTH_FAILED" || code === "PAL_SERVICE_FAILED";
    // Without a change diff has found drift, which is to be repaired.
    const isNothingElse = isSettingsOnly && changedInputs(olds, news).length > 0;
    const goesOn = isNothingElse && driftCheckOf(news) === "bestEffort" && isUnavailable && !attempt.hasLooked;
    if (!goesOn) throw withAftermath(error, messages.nothingWritten);
    await say(urnOf(news), "warning", messages.notVerifiable(message, ""));
    return { outs: withInputs(olds, news) };
  }
}

/** A credential that stood in the state already is not waited for: it was not made in this update. */
function isCredentialNew(olds: Properties, news: Properties): boolean {
  return isUnsettled(olds) || changedInputs(olds, news).includes("credential");
}

async function updateNow(
  id: string,
  olds: Properties,
  news: Properties,
  attempt: { hasLooked: boolean },
): Promise<{ outs: Record<string, unknown> }> {
  const session = await signInFor(news);
  assertIdentity(id, news, session);
  const { identity } = session;
  const client = await openPartnerClient(session);
  const seen = await client.look({ partnerId: partnerIdOf(news) });
  attempt.hasLooked = true;
  const mayReplace = (partner: string): boolean => news["overwrite"] === true || isOwn(olds, partner);
  const isFine = seen !== undefined && isAsDeclared(news, seen) && isOwn(olds, seen.partnerId);
  const target = { identity, partnerId: isFine ? seen.partnerId : partnerIdOf(news), mayReplace };
  const outcome = await orKept(news, target, () => converge(client, target, seen), olds);
  const outs = outputsOf(settled(olds, seen?.partnerId), news, identity, outcome);
  await verifyPartnerName(client, news, outcome, identity, outs, olds);
  return { outs };
}

function outputsOf(olds: Properties, news: Properties, identity: Identity, { live, wrote }: Outcome) {
  const outs = outputsFor(news, identity, live, wrote === "none" && olds["adopted"] === true);
  // A link that stands only because its drift is ignored is not this resource's, and not to be deleted by it.
  const declared = olds["__declaredPartnerId"] ?? partnerIdOf(news);
  const isOthers = wrote === "none" && ignores(news, "partnerId") && live.partnerId !== declared;
  return isOthers ? { ...outs, __declaredPartnerId: declared } : outs;
}

/** Whether Azure need not be asked but for drift. */
function changesSettingsOnly(olds: Properties, news: Properties): boolean {
  if (isUnsettled(olds)) return false;
  return changedInputs(olds, news).every(
    (key) =>
      ["driftCheck", "onDelete", "overwrite"].includes(key) ||
      (key === "credential" && sameIdentity(olds, news) === "same"),
  );
}

function withInputs(olds: Properties, news: Properties): Record<string, unknown> {
  const inputs = Object.keys(inputsIn(olds));
  const kept = Object.entries(olds).filter(([key]) => !inputs.includes(key));
  return { ...Object.fromEntries(kept), ...inputsIn(news), __provider: news["__provider"] };
}

function assertIdentity(id: string, news: Properties, { identity }: Session): void {
  if (linkIdOf(identity) !== id) {
    throw new PalError(
      "PAL_IDENTITY_MISMATCH",
      `${messages.somebodyElse(identity, id)}. Nothing was written: sign in as that identity, or replace the resource`,
    );
  }
  claim(identity, news);
}
