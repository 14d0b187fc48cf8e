import { linkIdOf } from "../azure/identity";
import { asPalError, PalError } from "../errors";
import { changedInputs, type Declaration } from "./declaration";
import { compareIdentity } from "./identityChange";
import { type State, writtenBy } from "./linkState";
import { log } from "./log";
import * as messages from "./messages";
import { isRetained, planWrite } from "./plan";
import { refused } from "./refusals";
import { run } from "./run";
import { observeFor, signInFor } from "./session";

export interface Difference {
  readonly changes: boolean;
  readonly replaces?: string[];
  readonly deleteBeforeReplace?: boolean;
}

const unchanged: Difference = { changes: false };
const changed: Difference = { changes: true };
const replaced: Difference = { changes: true, replaces: ["credential"], deleteBeforeReplace: false };

/** Whether the link must be changed. Never throws: that would stop the whole stack, other resources included. */
export async function diff(id: string, state: State, news: Declaration): Promise<Difference> {
  run.noteState(id, state.link);
  let found: Difference;
  try {
    found = await compare(id, state, news);
  } catch (error) {
    found = await notVerified(news, asPalError(error));
  }
  // What became of the last write is not known yet: the update finds out.
  return state.link.kind === "unsettled" && !found.changes ? changed : found;
}

async function compare(id: string, state: State, news: Declaration): Promise<Difference> {
  const isCredentialKnown = !news.unknown.includes("credential");
  const identity = isCredentialKnown ? compareIdentity(state.declaration, news) : "same";
  if (identity === "different") return replaced;
  if (identity === "unclear" && (await isOtherIdentity(id, news))) return replaced;
  const isShared = isCredentialKnown && (await isDeclaredTwice(id, state, news));
  if (isShared || changedInputs(state.declaration, news).length > 0) return changed;
  if (run.isKnownAbsent(id)) {
    await log.warning(news.urn, "PAL_DRIFT", messages.driftedAway(id, news.partnerId));
    return changed;
  }
  return news.driftCheck === "off" ? unchanged : await compareLive(id, state, news);
}

/** A credential that may be another identity's is asked whose it is; the change stands whether it answers or not. */
async function isOtherIdentity(id: string, news: Declaration): Promise<boolean> {
  try {
    return linkIdOf((await signInFor(news)).identity) !== id;
  } catch (error) {
    await log.warning(news.urn, "PAL_NOT_VERIFIED", messages.notVerified(asPalError(error).text));
    return false;
  }
}

/** A resource that the program declares holds its link from now on, unless another one declares it too. */
async function isDeclaredTwice(id: string, { link }: State, news: Declaration): Promise<boolean> {
  const { urn, onDelete } = news;
  // A refresh compares resources that the program no longer declares.
  if (!run.isDeclared(urn)) return false;
  const other = run.reserve(news, id);
  if (other === undefined)
    run.hold(id, { urn, onDelete, isRetained: isRetained(link, onDelete), partnerId: writtenBy(link) });
  else await log.warning(urn, "PAL_IDENTITY_HELD", messages.identityHeld(id, other, urn));
  return other !== undefined;
}

async function compareLive(id: string, state: State, news: Declaration): Promise<Difference> {
  const observation = await observeFor(news);
  const { identity } = observation;
  if (identity !== undefined && linkIdOf(identity) !== id) {
    const failure = new PalError("PAL_IDENTITY_MISMATCH", messages.signedInAsOther(identity, id));
    const isNamed = news.credential !== undefined || news.expect !== undefined;
    if (isNamed) return await notVerified(news, failure);
    await log.warning(news.urn, "PAL_NOT_VERIFIED", messages.notVerified(failure.text));
    return unchanged;
  }
  if (observation.failure !== undefined) return await notVerified(news, observation.failure);
  const { live } = observation;
  const plan = planWrite(live, news, state.link, run.createdLinks(id));
  if (plan.action === "nothing") return unchanged;
  if (plan.action === "refuse") {
    const { code, text } = refused(plan.reason, observation.identity, live, news, state.link);
    await log.warning(news.urn, code === "PAL_LINK_EXISTS" ? code : "PAL_EXPECTATION_FAILED", text);
  } else {
    await log.warning(news.urn, "PAL_DRIFT", messages.drifted(observation.identity, live, news.partnerId));
  }
  return changed;
}

async function notVerified({ urn, driftCheck }: Declaration, failure: PalError): Promise<Difference> {
  const isRequired = driftCheck === "required";
  const remedy = isRequired ? messages.verifyRemedy(failure) : "";
  await log.warning(urn, "PAL_NOT_VERIFIED", messages.notVerified(failure.text, remedy));
  return isRequired ? changed : unchanged;
}
