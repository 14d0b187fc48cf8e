import { type Identity, linkIdOf } from "../azure/identity";
import { asPalError, PalError } from "../errors";
import { changedInputs, type Declaration } from "./declaration";
import { compareIdentity, expectsOther, namesIdentity } from "./identityChange";
import { partnersOf, type State } from "./linkState";
import { log } from "./log";
import * as messages from "./messages";
import { isRetained, planWrite } from "./plan";
import { refused } from "./refusals";
import { run } from "./run";
import { identityFor, observeFor } from "./session";
import { hasUnknown } from "./wire";

export interface Difference {
  readonly changes: boolean;
  readonly replaces?: string[];
  readonly deleteBeforeReplace?: boolean;
}

const unchanged: Difference = { changes: false };
const changed: Difference = { changes: true };
const replaced: Difference = { changes: true, replaces: ["credential"], deleteBeforeReplace: false };

/** Whether the link must be changed. Never throws: that would stop the whole stack, other resources included. */
export async function diff(id: string, state: State, given: Declaration): Promise<Difference> {
  run.noteState(id, state.link);
  const news = withTokens(given);
  let found: Difference;
  try {
    found = await compare(id, state, news);
  } catch (error) {
    found = await notVerified(news, asPalError(error));
  }
  if (found.replaces === undefined) hold(id, state, news);
  // What became of the last write is not known yet: the update finds out.
  return state.link.kind === "unsettled" && !found.changes ? changed : found;
}

/** A token of this run that is not known yet is not among the inputs that check has given to the engine. */
function withTokens(news: Declaration): Declaration {
  const isKnown = !hasUnknown(run.tokensOf(news.urn));
  return isKnown ? news : { ...news, unknown: [...news.unknown, "credential"] };
}

/** A resource that the program declares holds its link from now on, even where another one declares it too. */
function hold(id: string, { link }: State, { urn, onDelete, unknown }: Declaration): void {
  // A refresh compares resources that the program no longer declares.
  if (!run.isDeclared(urn) || unknown.includes("credential")) return;
  run.hold(id, { urn, onDelete, isRetained: isRetained(link, onDelete), partners: partnersOf(link) });
}

async function compare(id: string, state: State, news: Declaration): Promise<Difference> {
  const isCredentialKnown = !news.unknown.includes("credential");
  const identity = compareIdentity(state.declaration, news);
  if (identity === "different") return replaced;
  const isChanged = changedInputs(state.declaration, news).length > 0;
  // An identity may have been made again under the same ids; the update signs in anyway.
  const isAsked = isChanged && news.credential !== undefined && news.driftCheck !== "off";
  const mayBeOther = identity === "unclear" || expectsOther(news, id) || isAsked;
  if (isCredentialKnown && mayBeOther && (await isOtherIdentity(id, news))) return replaced;
  const isShared = isCredentialKnown && (await isDeclaredTwice(id, news));
  if (isShared || isChanged) return changed;
  if (run.isKnownAbsent(id)) {
    await log.warning(news.urn, "PAL_DRIFT", messages.driftedAway(id, news.partnerId));
    return changed;
  }
  return news.driftCheck === "off" ? unchanged : await compareLive(id, state, news);
}

/** A credential that may be another identity's is asked whose it is; the change stands whether it answers or not. */
async function isOtherIdentity(id: string, news: Declaration): Promise<boolean> {
  try {
    return linkIdOf(await identityFor(news, id)) !== id;
  } catch (error) {
    await log.warning(news.urn, "PAL_NOT_VERIFIED", messages.notVerified(asPalError(error).text));
    return false;
  }
}

async function isDeclaredTwice(id: string, { urn }: Declaration): Promise<boolean> {
  const other = run.isDeclared(urn) ? run.reserve({ urn }, id) : undefined;
  if (other !== undefined) await log.warning(urn, "PAL_IDENTITY_HELD", messages.identityHeld(id, other, urn));
  return other !== undefined;
}

async function compareLive(id: string, state: State, news: Declaration): Promise<Difference> {
  const observation = await observeFor(news, id);
  const { identity } = observation;
  if (identity !== undefined && linkIdOf(identity) !== id) return await otherIdentity(id, identity, news);
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

/** Another identity has signed in than the one whose link the state has. */
async function otherIdentity(id: string, identity: Identity, news: Declaration): Promise<Difference> {
  // The credential is the same as before and gives another identity: one that was made again.
  if (news.credential !== undefined) return replaced;
  const text = messages.signedInAsOther(identity, id);
  if (identity.isPerson && !namesIdentity(news)) {
    // A colleague runs a preview.
    await log.warning(news.urn, "PAL_NOT_VERIFIED", messages.notVerified(text));
    return unchanged;
  }
  const failure = new PalError("PAL_IDENTITY_MISMATCH", text);
  return await notVerified(news, failure, messages.otherApplication(identity, id));
}

async function notVerified(
  { urn, driftCheck }: Declaration,
  failure: PalError,
  remedy = messages.verifyRemedy(failure),
): Promise<Difference> {
  const isRequired = driftCheck === "required";
  await log.warning(urn, "PAL_NOT_VERIFIED", messages.notVerified(failure.text, isRequired ? remedy : ""));
  return isRequired ? changed : unchanged;
}
