import { linkIdOf } from "../azure/identity";
import { openPartnerClient } from "../azure/partnerClient";
import { asPalError, isOfAzure, PalError } from "../errors";
import { changedInputs, type Declaration } from "./declaration";
import { compareIdentity } from "./identityChange";
import { partnersOf, type State } from "./linkState";
import { log } from "./log";
import * as messages from "./messages";
import { isCreated, isRetained } from "./plan";
import { retryWhilePropagating } from "./propagation";
import { claim } from "./refusals";
import { run } from "./run";
import { signInFor } from "./session";
import { write } from "./write";

/** Brings the live link to what is declared, in place; writes nothing when it is so already. */
export async function update(id: string, state: State, news: Declaration): Promise<State> {
  run.noteState(id, state.link);
  const other = run.reserve(news, id);
  if (other !== undefined) throw new PalError("PAL_IDENTITY_HELD", messages.identityHeld(id, other, news.urn));
  return await run.oneAtATime(id, async () => {
    const updated = await updateNow(id, state, news);
    const { urn, onDelete } = news;
    // Settings may have changed without a read, so the link of another partner is not known to be this resource's.
    run.hold(id, { urn, onDelete, isRetained: isRetained(updated.link, onDelete), partners: partnersOf(updated.link) });
    if (isCreated(state.link) && !isCreated(updated.link) && onDelete === undefined)
      await log.warning(urn, "PAL_LINK_KEPT", messages.madeAgain(id, news.partnerId));
    return updated;
  });
}

async function updateNow(id: string, state: State, news: Declaration): Promise<State> {
  const changes = changedInputs(state.declaration, news);
  const isLinkUntouched = changesSettingsOnly(state, news) && !run.isKnownAbsent(id);
  const untouched = { ...state, declaration: news };
  if (isLinkUntouched && news.driftCheck === "off") return untouched;
  const work = () => writeNow(id, state, news);
  // A credential that was in state already was not made in this update.
  const isCredentialNew = state.link.kind === "unsettled" || changes.includes("credential");
  try {
    return await (isCredentialNew ? retryWhilePropagating(news, work) : work());
  } catch (thrown) {
    if (!(thrown instanceof Unread)) throw thrown;
    const { failure, reason } = thrown;
    // Without a change of an input diff has found drift, which is to be repaired.
    const isOptional = isLinkUntouched && changes.length > 0 && news.driftCheck === "bestEffort";
    if (!isOptional) throw failure;
    await log.warning(news.urn, "PAL_NOT_VERIFIED", messages.notVerified(reason));
    return untouched;
  }
}

/** The link could not be read, so nothing was decided. */
class Unread extends PalError {
  constructor(
    readonly failure: PalError,
    /** Without what to do about it. */
    readonly reason = failure.text,
  ) {
    super(failure.code, failure.text, failure);
  }
}

async function writeNow(id: string, state: State, declaration: Declaration): Promise<State> {
  const { client, identity, live } = await read(id, declaration).catch((thrown: unknown) => {
    const failure = asPalError(thrown);
    throw isOfAzure(failure) ? new Unread(failure) : failure;
  });
  return await write({ client, identity, declaration, state, live });
}

async function read(id: string, declaration: Declaration) {
  const session = await signInFor(declaration, id);
  const { identity } = session;
  if (linkIdOf(identity) !== id) {
    const why = messages.signedInAsOther(identity, id);
    const remedy = `. ${messages.nothingWasWritten}${messages.otherApplication(identity, id)}`;
    throw new Unread(new PalError("PAL_IDENTITY_MISMATCH", why + remedy), why);
  }
  const refusal = claim(identity, declaration, false);
  if (refusal !== undefined) throw refusal;
  const client = openPartnerClient(session);
  return { client, identity, live: await client.get(declaration) };
}

/** Whether nothing that Azure knows of is to change. */
function changesSettingsOnly({ declaration, link }: State, news: Declaration): boolean {
  if (link.kind === "unsettled") return false;
  return changedInputs(declaration, news).every(
    (name) =>
      ["driftCheck", "onDelete", "overwrite"].includes(name) ||
      (name === "credential" && compareIdentity(declaration, news) === "same"),
  );
}
