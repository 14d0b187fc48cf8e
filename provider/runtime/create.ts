import { type Identity, linkIdOf } from "../azure/identity";
import { openPartnerClient, type PartnerClient } from "../azure/partnerClient";
import type { Session } from "../azure/signIn";
import { asPalError, PalError, PartialSuccess } from "../errors";
import { importMismatch } from "./check";
import { converge, type Outcome, UnknownOutcome } from "./converge";
import { partnerNameVerdict, unexpectedIdentity } from "./expectations";
import { hold, recordAbsent, wasSeenAbsent } from "./holders";
import { say } from "./log";
import * as messages from "./messages";
import { patiently } from "./propagation";
import { signInFor } from "./session";
import { expectationOf, inputsIn, outputsFor, partnerIdOf, type Properties, urnOf } from "./state";

export interface Created {
  readonly id: string;
  readonly outs: Record<string, unknown>;
}

/** Links the identity, or adopts the link that stands as declared. */
export function create(inputs: Properties): Promise<Created> {
  return patiently(inputs, () => createNow(inputs));
}

async function createNow(inputs: Properties): Promise<Created> {
  const session = await signInFor(inputs);
  const { identity } = session;
  const id = linkIdOf(identity);
  const holder = hold(id, urnOf(inputs));
  if (holder !== undefined)
    throw new PalError("PAL_IDENTITY_HELD", messages.identityHeld(identity, holder, urnOf(inputs)));
  const unexpected = unexpectedIdentity(inputs, identity);
  if (unexpected !== undefined) throw new PalError("PAL_EXPECTATION_FAILED", unexpected);
  const client = await openPartnerClient(session);
  const outcome = await link(client, session, inputs, id);
  const outs = outputsFor(inputs, identity, outcome.live, outcome.wrote === "none" && !wasSeenAbsent(id));
  await verifyPartnerName(client, inputs, outcome, identity, outs);
  if (outs["adopted"] === true) await say(urnOf(inputs), "info", messages.willAdopt(identity, outcome.live));
  return { id, outs };
}

async function link(client: PartnerClient, { identity }: Session, inputs: Properties, id: string): Promise<Outcome> {
  const target = { identity, partnerId: partnerIdOf(inputs), mayReplace: inputs["overwrite"] === true };
  try {
    // What check has seen a moment ago is not asked for again, unless a link must exist.
    const looked = wasSeenAbsent(id) && typeof inputs["__import"] !== "string";
    const seen = looked ? undefined : await client.look(target);
    const mismatch = importMismatch(inputs, identity, seen);
    if (mismatch !== undefined) throw mismatch;
    if (seen === undefined) recordAbsent(id);
    return await converge(client, target, seen);
  } catch (error) {
    if (!(error instanceof UnknownOutcome)) throw error;
    // Kept in state, so that the next update or a destroy finds out; `state` is left out until somebody has looked.
    const known = { ...inputsIn(inputs), tenantId: identity.tenantId, objectId: identity.objectId, adopted: false };
    throw new PartialSuccess(error, id, {
      ...known,
      __declaredPartnerId: target.partnerId,
      __provider: inputs["__provider"],
    });
  }
}

/** Undoes what this call wrote when the partner ID turns out to be another company's. */
export async function verifyPartnerName(
  client: PartnerClient,
  inputs: Properties,
  { live, wrote, before }: Outcome,
  identity: Identity,
  outs: Record<string, unknown>,
): Promise<void> {
  const verdict = partnerNameVerdict(inputs, live);
  if (verdict === "fine") return;
  const expected = expectationOf(inputs)?.partnerName ?? "";
  if (verdict === "unknown")
    return await say(urnOf(inputs), "warning", messages.noPartnerName(expected, live.partnerId));
  const mismatch = (undone: string): PalError =>
    new PalError("PAL_EXPECTATION_FAILED", messages.otherPartnerName(expected, identity, live, undone));
  if (wrote === "none") throw mismatch("Nothing was written");
  try {
    if (before === undefined) await client.remove(live.partnerId);
    else await client.patch(before.partnerId);
  } catch (error) {
    const failed = `The link was written and could not be undone (${asPalError(error).message})`;
    throw new PartialSuccess(mismatch(failed), linkIdOf(identity), outs);
  }
  throw mismatch(
    before === undefined ? "The new link was removed again" : `The link to ${messages.partner(before)} was restored`,
  );
}
