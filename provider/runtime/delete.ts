import { type Identity, linkIdOf, pairOf } from "../azure/identity";
import { openPartnerClient, type PartnerClient } from "../azure/partnerClient";
import { isAbsent } from "../azure/armCallError";
import type { Session } from "../azure/signIn";
import { isRefusedForGood } from "../azure/entraError";
import { asPalError, PalError } from "../errors";
import { partnersOf, type State, writtenBy } from "./linkState";
import { log } from "./log";
import * as messages from "./messages";
import { isRetained, planRemoval } from "./plan";
import { type Holder, run } from "./run";
import { settingsFor, signInForState } from "./session";
import { confirm, isRemovalOvertaken } from "./write";

/** Removes the link that this resource made, and no other. */
export async function remove(id: string, state: State): Promise<void> {
  const { link, declaration } = state;
  const { urn, onDelete } = declaration;
  run.noteState(id, link);
  if (isRetained(link, onDelete)) return await log.info(urn, messages.retained(id, onDelete === undefined));
  await run.oneAtATime(id, async () => {
    const holder = run.holdersOf(id).find((other) => isHeld(state, other));
    if (holder !== undefined) return await leave(id, state, holder);
    assertNoSuccessor(id, state);
    const session = await signInOrLeave(id, state);
    if (session === "gone") return await log.warning(urn, "PAL_LINK_GONE", messages.principalGone(id));
    if (session === "left") return;
    const { identity } = session;
    if (linkIdOf(identity) !== id) {
      const why = messages.signedInAsOther(identity, id);
      if (run.namesOther(urn, id)) return await leaveToOld(id, state, messages.onlyItself(identity));
      throw new PalError("PAL_IDENTITY_MISMATCH", `${why}. Nothing was removed.${messages.removeRemedy(id)}`);
    }
    await unlink(openPartnerClient(session), identity, state);
  });
}

/** A resource that only its state says to be linked may have lost the identity's link to this one. */
function isHeld({ link }: State, { partners }: Holder): boolean {
  return partners === undefined || partnersOf(link).some((partnerId) => partners.includes(partnerId));
}

/** The link is another resource's, or the new instance's of this one. */
async function leave(id: string, { declaration }: State, holder: Holder): Promise<void> {
  const isLost = holder.isRetained && holder.onDelete === undefined;
  const { urn } = declaration;
  const owner = holder.urn === urn ? messages.newInstance : holder.urn;
  if (!isLost) return await log.info(urn, messages.keptForOther(id, owner));
  await log.warning(urn, "PAL_LINK_KEPT", messages.keptAsAdopted(id, owner));
}

/** A resource that is to take the link over and has not, yet, must find it: without this it would be lost to both. */
function assertNoSuccessor(id: string, { link, declaration: { urn } }: State): void {
  if (run.isDeclared(urn)) return;
  const partners = partnersOf(link);
  const successor = run.successorOf(id, urn, (partnerId) => partners.includes(partnerId));
  if (successor !== undefined) throw new PalError("PAL_IDENTITY_HELD", messages.successorNotReady(id, successor));
}

/** The program names another identity now, and the old one can no longer sign in, so its link could never be removed. */
async function leaveToOld(id: string, { link, declaration }: State, reason: string): Promise<void> {
  await log.warning(declaration.urn, "PAL_LINK_KEPT", messages.leftToOldIdentity(id, writtenBy(link), reason));
}

async function signInOrLeave(id: string, state: State): Promise<Session | "gone" | "left"> {
  try {
    return await signInForState(id, state.declaration);
  } catch (error) {
    const failure = asPalError(error);
    if (failure.serviceCode === "700016" && isOwnClient(id, state)) return "gone";
    if (isRefusedForGood(failure) && run.namesOther(state.declaration.urn, id)) {
      await leaveToOld(id, state, failure.text);
      return "left";
    }
    const remedy = failure.retryable
      ? messages.nothingRemoved(failure)
      : `${messages.nothingRemoved(failure)}.${messages.removeRemedy(id)}`;
    throw failure.withHint(remedy);
  }
}

/** Only the identity's own client, unknown in its own tenant, proves that the identity is gone; a mistyped client ID does not. */
function isOwnClient(id: string, { declaration, identity }: State): boolean {
  const { tenantId, clientId } = settingsFor(declaration);
  const isSameTenant = tenantId?.value.toLowerCase() === pairOf(id).tenantId;
  return isSameTenant && clientId !== undefined && clientId.value.toLowerCase() === identity.clientId;
}

async function unlink(client: PartnerClient, identity: Identity, { link, declaration }: State): Promise<void> {
  const { urn, onDelete } = declaration;
  const id = linkIdOf(identity);
  let live = await client.get().catch((error: unknown) => {
    const failure = asPalError(error);
    throw failure.withHint(messages.nothingRemoved(failure));
  });
  if (live !== undefined && planRemoval(live, link, onDelete) === "remove") {
    const { partnerId } = live;
    const confirmed = await confirm(client, {
      send: () => client.delete(partnerId).then(() => undefined),
      isDone: (now) => planRemoval(now, link, onDelete) !== "remove",
      before: live,
      isOvertaken: isRemovalOvertaken,
    });
    const isLeft = confirmed.outcome === "overtaken" && planRemoval(confirmed.live, link, onDelete) === "remove";
    if (confirmed.outcome === "unknown") throw confirmed.error.withHint(messages.removalUnknown);
    if (isLeft || (confirmed.outcome === "notDone" && !isAbsent(confirmed.error)))
      throw confirmed.error.withHint(messages.nothingRemoved(confirmed.error));
    live = confirmed.outcome === "notDone" ? undefined : confirmed.live;
  }
  if (live === undefined) run.noteAbsent(id);
  else await log.warning(urn, "PAL_LINK_KEPT", messages.leftInPlace(identity, live, writtenBy(link)));
}
