import { type Identity, linkIdOf } from "../azure/identity";
import type { PartnerClient } from "../azure/partnerClient";
import { isAbsent, isAmbiguous, mayStillAct } from "../azure/serviceError";
import { asPalError, PalError, PartialSuccess } from "../errors";
import type { Outcome } from "./converge";
import { partnerNameVerdict } from "./expectations";
import { say } from "./log";
import * as messages from "./messages";
import { expectationOf, type Properties, urnOf } from "./state";
import { isUnsettled, unsettledState } from "./unknownOutcome";

/**
 * Undoes what this call wrote when the partner ID turns out to be another company's.
 *
 * @param outs - outputs for the link as it was written.
 * @param olds - the outputs that an update began with.
 */
export async function verifyPartnerName(
  client: PartnerClient,
  inputs: Properties,
  { live, wrote, before }: Outcome,
  identity: Identity,
  outs: Record<string, unknown>,
  olds?: Properties,
): Promise<void> {
  const verdict = partnerNameVerdict(inputs, live);
  if (verdict === "fine") return;
  const expected = expectationOf(inputs)?.partnerName ?? "";
  if (verdict === "unknown")
    return await say(urnOf(inputs), "warning", messages.noPartnerName(expected, live.partnerId));
  const mismatch = (undone: string): PalError =>
    new PalError("PAL_EXPECTATION_FAILED", messages.otherPartnerName(expected, identity, live, undone));
  if (wrote === "none") {
    const isEarlier = olds !== undefined && isUnsettled(olds);
    throw mismatch(isEarlier ? "The link that an earlier run wrote stands; destroy removes it" : "Nothing was written");
  }
  try {
    if (before === undefined) await client.remove(live.partnerId).catch(unlessAbsent);
    else await client.patch(before.partnerId);
  } catch (error) {
    const now = await client.look().catch(() => "unread" as const);
    const isUndone = now !== "unread" && now?.partnerId === before?.partnerId;
    if (!isUndone) {
      const isUnknown = (now === "unread" && isAmbiguous(error)) || mayStillAct(error);
      const failed = isUnknown ? "It is not known whether it was undone" : "It could not be undone";
      const undone = `The link was written. ${failed} (${asPalError(error).message})`;
      const target = { identity, partnerId: live.partnerId };
      const state = isUnknown ? unsettledState(inputs, target, before?.partnerId, olds) : outs;
      throw new PartialSuccess(mismatch(undone), linkIdOf(identity), state);
    }
  }
  throw mismatch(
    before === undefined ? "The new link was removed again" : `The link to ${messages.partner(before)} was restored`,
  );
}

/** A removal whose reply was lost is sent again and finds nothing left. */
function unlessAbsent(error: unknown): void {
  if (!isAbsent(error)) throw error;
}
