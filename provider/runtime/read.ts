import { linkIdOf } from "../azure/identity";
import type { ObservedLink } from "../azure/observe";
import { PalError } from "../errors";
import { type Declaration, withPartner } from "./declaration";
import { settle, type State, stateOf, writtenBy } from "./linkState";
import { log } from "./log";
import * as messages from "./messages";
import { comparePartnerName, planRefresh } from "./plan";
import { otherPartnerName, unexpectedIdentity } from "./refusals";
import { run } from "./run";
import { observeFor, observeForState } from "./session";

/** Reads a link into the program, for `PartnerAdminLink.get`. */
export async function lookUp(id: string, declaration: Declaration): Promise<State> {
  const observation = await observeFor(declaration, id);
  const { identity } = observation;
  if (identity !== undefined && linkIdOf(identity) !== id) {
    throw new PalError("PAL_IDENTITY_MISMATCH", messages.signedInAsOther(identity, id) + messages.signInToGet);
  }
  const unexpected = identity === undefined ? undefined : unexpectedIdentity(declaration, identity);
  if (unexpected !== undefined) throw unexpected;
  if (observation.failure !== undefined) throw observation.failure;
  const { live } = observation;
  if (live === undefined) throw new PalError("PAL_LINK_NOT_FOUND", messages.nothingToGet(observation.identity));
  if (comparePartnerName(declaration, live) === "other")
    throw otherPartnerName(declaration, observation.identity, live, messages.nothingWasWritten);
  return stateOf(withPartner(declaration, live.partnerId), observation.identity, settle(live, false), live);
}

export type Refreshed =
  | { readonly is: "read"; readonly state: State }
  /** Could not be read, or need not be: the state stays as it is. */
  | { readonly is: "unchanged" }
  | { readonly is: "gone" };

/** Reads the live link into the state. */
export async function refresh(id: string, state: State): Promise<Refreshed> {
  const { declaration, link } = state;
  const { urn, driftCheck } = declaration;
  run.noteState(id, link);
  const observation = await observeForState(id, declaration);
  const { identity, failure } = observation;
  if (identity !== undefined && linkIdOf(identity) !== id) {
    await log.warning(urn, "PAL_NOT_VERIFIED", messages.notVerified(messages.signedInAsOther(identity, id)));
    return { is: "unchanged" };
  }
  if (failure === undefined) return await refreshed(state, observation);
  if (driftCheck === "required") throw failure.withHint(messages.refreshRemedy(failure));
  await log.warning(urn, "PAL_NOT_VERIFIED", messages.notVerified(failure.text));
  return { is: "unchanged" };
}

async function refreshed({ declaration, link }: State, { identity, live }: ObservedLink): Promise<Refreshed> {
  const { urn } = declaration;
  const plan = planRefresh(live, link);
  switch (plan.action) {
    case "wait":
      await log.warning(urn, "PAL_WRITE_PENDING", messages.notThereYet(identity, writtenBy(link)));
      return { is: "unchanged" };
    case "gone":
      await log.warning(urn, "PAL_LINK_GONE", messages.gone(identity, writtenBy(link)));
      return { is: "gone" };
    case "drop":
      if (live !== undefined)
        await log.warning(urn, "PAL_LINK_KEPT", messages.notOfThisStack(identity, live, writtenBy(link)));
      return { is: "gone" };
    case "keep": {
      if (live === undefined) return { is: "gone" };
      const written = writtenBy(plan.link);
      if (live.partnerId !== written && !declaration.ignoresPartner)
        await log.warning(urn, "PAL_DRIFT", messages.drifted(identity, live, written));
      return { is: "read", state: stateOf(withPartner(declaration, live.partnerId), identity, plan.link, live) };
    }
  }
}
