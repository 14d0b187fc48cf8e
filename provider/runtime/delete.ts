import { type Identity, linkIdOf } from "../azure/identity";
import { type LiveLink, openPartnerClient, type PartnerClient } from "../azure/partnerClient";
import { isAbsent, isAmbiguous, mayStillAct } from "../azure/serviceError";
import type { Session } from "../azure/signIn";
import { passes } from "../azure/transience";
import { asPalError, PalError } from "../errors";
import { holderOf } from "./holders";
import { say } from "./log";
import * as messages from "./messages";
import { settingsFor, signInForState } from "./session";
import { type Properties, unlinksOnDelete, urnOf } from "./state";
import { orSay, withAftermath } from "./transient";
import { isMade, isUnsettled } from "./unknownOutcome";

/** Removes the link that this resource made, and no other. */
export async function remove(id: string, state: Properties): Promise<void> {
  const urn = urnOf(state);
  if (!unlinksOnDelete(state)) return;
  const holder = holderOf(id);
  if (holder !== undefined) return await say(urn, "info", messages.keptByHolder(id, holder));
  const session = await signInOrGone(id, state);
  if (session === "gone") return await say(urn, "warning", messages.principalGone(id));
  const { identity } = session;
  if (linkIdOf(identity) !== id) {
    throw new PalError(
      "PAL_IDENTITY_MISMATCH",
      `${messages.somebodyElse(identity, id)}. Nothing was removed.${messages.waitOut(id)}`,
    );
  }
  await unlink(await openPartnerClient(session), identity, state);
}

async function signInOrGone(id: string, state: Properties): Promise<Session | "gone"> {
  try {
    return await signInForState(id, state);
  } catch (error) {
    const failure = asPalError(error);
    if (failure.serviceCode === "700016" && isOwnClient(id, state)) return "gone";
    const remedy = (isPassing: boolean): string =>
      isPassing ? messages.nothingRemoved(true) : `${messages.nothingRemoved(false)}.${messages.waitOut(id)}`;
    throw new PalError(failure.code, `${failure.message}${remedy(passes(failure))}`, { cause: failure });
  }
}

/** Only the identity's own client, unknown in its own tenant, proves that the identity is gone; a mistyped client ID does not. */
function isOwnClient(id: string, state: Properties): boolean {
  const { tenantId, clientId } = settingsFor(state);
  const isSameTenant = tenantId?.value.toLowerCase() === id.split("/")[0];
  return isSameTenant && clientId !== undefined && clientId.value.toLowerCase() === state["__clientId"];
}

async function unlink(client: PartnerClient, identity: Identity, state: Properties): Promise<void> {
  const live = await orSay(messages.nothingRemoved, () => client.look());
  if (live === undefined) return;
  const declared = String(state["__declaredPartnerId"]);
  const leaveAlone = (other: LiveLink): Promise<void> =>
    say(urnOf(state), "warning", messages.leftAlone(identity, other, declared, isUnsettled(state)));
  if (!isMade(state, live.partnerId)) return await leaveAlone(live);
  try {
    await client.remove(live.partnerId);
  } catch (error) {
    // How the service answers where nothing is left to remove is not recorded; a look tells.
    const now = await client.look().catch(() => "unread" as const);
    if (now !== "unread" && now !== undefined && !isMade(state, now.partnerId)) return await leaveAlone(now);
    if (now === undefined || isAbsent(error)) return;
    const isUnknown = now === "unread" ? isAmbiguous(error) : mayStillAct(error);
    throw withAftermath(error, isUnknown ? messages.removalUnknown : messages.nothingRemoved);
  }
}
