import { linkIdOf } from "../azure/identity";
import { openPartnerClient } from "../azure/partnerClient";
import { passes } from "../azure/transience";
import { asPalError, PalError } from "../errors";
import { changedInputs, isAsDeclared, sameIdentity } from "./compare";
import { holdIfChecked } from "./holders";
import { say } from "./log";
import * as messages from "./messages";
import { signInFor } from "./session";
import { credentialOf, driftCheckOf, expectationOf, partnerIdOf, type Properties, urnOf } from "./state";
import { isOwn, isUnsettled } from "./unknownOutcome";
import { hasUnknown } from "./unknowns";

export interface Difference {
  readonly changes: boolean;
  readonly replaces?: string[];
  readonly deleteBeforeReplace?: boolean;
}

const unchanged: Difference = { changes: false };
const changed: Difference = { changes: true };
const replaced: Difference = { changes: true, replaces: ["credential"], deleteBeforeReplace: false };

/** Whether the link must be changed. Never throws: that would stop the whole stack, other resources included. */
export async function diff(id: string, olds: Properties, news: Properties): Promise<Difference> {
  let found: Difference;
  try {
    found = await compare(id, olds, news);
  } catch (error) {
    found = await notVerifiable(news, asPalError(error));
  }
  // Nobody knows yet what became of the last write: the update finds out.
  return isUnsettled(olds) && !found.changes ? changed : found;
}

async function compare(id: string, olds: Properties, news: Properties): Promise<Difference> {
  const identity = hasUnknown(news["credential"]) ? "same" : sameIdentity(olds, news);
  if (identity === "different") return replaced;
  if (identity === "unclear") return await compareIdentity(id, news);
  const holder = holdIfChecked(id, urnOf(news));
  if (holder !== undefined) {
    await say(
      urnOf(news),
      "warning",
      `${id} has one partner admin link, and ${holder} declares it too: remove one of them`,
    );
    return changed;
  }
  if (hasUnknown(news["partnerId"]) || hasUnknown(news["credential"]) || changedInputs(olds, news).length > 0)
    return changed;
  return driftCheckOf(news) === "off" ? unchanged : await look(id, olds, news);
}

/** A credential that may be another identity's is asked who it is; the change stands whether it answers or not. */
async function compareIdentity(id: string, news: Properties): Promise<Difference> {
  try {
    const { identity } = await signInFor(news);
    if (linkIdOf(identity) !== id) return replaced;
    holdIfChecked(id, urnOf(news));
  } catch (error) {
    await say(urnOf(news), "warning", messages.notVerifiable(asPalError(error).message, ""));
  }
  return changed;
}

async function look(id: string, olds: Properties, news: Properties): Promise<Difference> {
  const session = await signInFor(news);
  const { identity } = session;
  if (linkIdOf(identity) !== id) {
    const failure = new PalError("PAL_IDENTITY_MISMATCH", messages.somebodyElse(identity, id));
    const nobodyDeclared = credentialOf(news) === undefined && expectationOf(news) === undefined;
    if (!nobodyDeclared) return await notVerifiable(news, failure);
    await say(urnOf(news), "warning", messages.notVerifiable(failure.message, ""));
    return unchanged;
  }
  const live = await (await openPartnerClient(session)).look();
  if (isAsDeclared(news, live)) return unchanged;
  const isRefused = live !== undefined && news["overwrite"] !== true && !isOwn(olds, live.partnerId);
  const said = isRefused ? messages.linkExists(identity, live) : messages.drifted(identity, live, partnerIdOf(news));
  await say(urnOf(news), "warning", said);
  return changed;
}

async function notVerifiable(news: Properties, failure: PalError): Promise<Difference> {
  const required = driftCheckOf(news) === "required";
  const remedy = required ? messages.verifyRemedy(failure.code, passes(failure)) : "";
  await say(urnOf(news), "warning", messages.notVerifiable(failure.message, remedy));
  return required ? changed : unchanged;
}
