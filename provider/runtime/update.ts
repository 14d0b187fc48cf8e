import { type Identity, linkIdOf } from "../azure/identity";
import { openPartnerClient, type PartnerClient } from "../azure/partnerClient";
import type { Session } from "../azure/signIn";
import { PalError } from "../errors";
import { claim } from "./claim";
import { converge, type Outcome } from "./converge";
import { verifyPartnerName } from "./partnerName";
import * as messages from "./messages";
import { isOwn, orKept } from "./unknownOutcome";
import { patiently } from "./propagation";
import { signInFor } from "./session";
import { changedInputs, isAsDeclared, sameIdentity } from "./compare";
import { orSay } from "./transient";
import { driftCheckOf, inputsIn, outputsFor, partnerIdOf, type Properties } from "./state";

/** Brings the live link to what is declared, in place; writes nothing when it is so already. */
export async function update(
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ outs: Record<string, unknown> }> {
  if (isSettingsOnly(olds, news)) return { outs: withInputs(olds, news) };
  const work = () => updateNow(id, olds, news);
  return isCredentialNew(olds, news) ? await patiently(news, work) : await work();
}

/** A credential that stood in the state already is not waited for: it was not made in this update. */
function isCredentialNew(olds: Properties, news: Properties): boolean {
  return olds["state"] === undefined || changedInputs(olds, news).includes("credential");
}

async function updateNow(id: string, olds: Properties, news: Properties): Promise<{ outs: Record<string, unknown> }> {
  const session = await signInFor(news);
  assertIdentity(id, news, session);
  const { identity } = session;
  const client = await openPartnerClient(session);
  const outcome = await orSay(messages.nothingWritten, () => relink(client, session, olds, news));
  const outs = outputsOf(olds, news, identity, outcome);
  await verifyPartnerName(client, news, outcome, identity, outs);
  return { outs };
}

async function relink(
  client: PartnerClient,
  { identity }: Session,
  olds: Properties,
  news: Properties,
): Promise<Outcome> {
  const seen = await client.look({ partnerId: partnerIdOf(news) });
  const partnerId = seen !== undefined && isAsDeclared(news, seen) ? seen.partnerId : partnerIdOf(news);
  const target = { identity, partnerId, mayReplace: news["overwrite"] === true || isOwn(olds, seen?.partnerId) };
  return await orKept(news, target, () => converge(client, target, seen), olds);
}

function outputsOf(olds: Properties, news: Properties, identity: Identity, { live, wrote }: Outcome) {
  const outs = outputsFor(news, identity, live, wrote === "none" && olds["adopted"] === true);
  // A link that stands only because its drift is ignored is not this resource's, and not to be deleted by it.
  const isOthers = wrote === "none" && live.partnerId !== partnerIdOf(news);
  return isOthers ? { ...outs, __declaredPartnerId: olds["__declaredPartnerId"] ?? partnerIdOf(news) } : outs;
}

/** With `driftCheck: "off"` nobody looks at Azure unless the link itself is to change. */
function isSettingsOnly(olds: Properties, news: Properties): boolean {
  if (driftCheckOf(news) !== "off" || olds["state"] === undefined) return false;
  const changed = changedInputs(olds, news);
  return changed.every(
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
