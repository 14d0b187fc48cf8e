import { type Identity, linkIdOf } from "../azure/identity";
import type { PartnerClient } from "../azure/partnerClient";
import type { LiveLink } from "../azure/partnerLink";
import { isAlreadyLinked, isNotLinked } from "../azure/armCallError";
import { asPalError, PalError, type PartialSuccess } from "../errors";
import { type Declaration, withStoredCredential } from "./declaration";
import { compareIdentity } from "./identityChange";
import { keepInState, type LinkState, type Settled, settle, type State, stateOf } from "./linkState";
import { log } from "./log";
import * as messages from "./messages";
import { comparePartnerName, isOwn, planWrite, unsettle } from "./plan";
import { otherPartnerName, refused } from "./refusals";
import { run } from "./run";

export interface Sending {
  /** The write; gives the link that its answer shows. */
  readonly send: () => Promise<LiveLink | undefined>;
  /** Whether the link, as it is read afterwards, is what the write was to bring about. */
  readonly isDone: (live: LiveLink | undefined) => boolean;
  /** The link as it was read before; undefined for none. */
  readonly before: LiveLink | undefined;
  /** Whether a failure says that the link is not as it was read before. */
  readonly isOvertaken: (error: PalError) => boolean;
}

export type Confirmed =
  | { readonly outcome: "done"; readonly live: LiveLink | undefined }
  /** Not applied: another process has changed the link since it was read. */
  | { readonly outcome: "overtaken"; readonly error: PalError; readonly live: LiveLink | undefined }
  /** Not applied: a read, or the service's own refusal, shows it. */
  | { readonly outcome: "notDone"; readonly error: PalError }
  /** It may have been applied, or may still be. */
  | { readonly outcome: "unknown"; readonly error: PalError };

/** Sends a write and finds out what became of it: an answer that does not prove it is followed by a read. */
export async function confirm(
  client: Pick<PartnerClient, "get">,
  { send, isDone, before, isOvertaken }: Sending,
): Promise<Confirmed> {
  let error: PalError;
  try {
    return { outcome: "done", live: await send() };
  } catch (thrown) {
    error = asPalError(thrown);
  }
  const isRefused = error.outcome === "none";
  if (isRefused && !isOvertaken(error)) return { outcome: "notDone", error };
  let live: LiveLink | undefined;
  try {
    live = await client.get();
  } catch {
    return { outcome: isRefused ? "notDone" : "unknown", error };
  }
  if (!isRefused && isDone(live)) return { outcome: "done", live };
  // With the link unchanged, an attempt that got no answer may still be under way.
  const isChanged = live?.partnerId !== before?.partnerId;
  if (isOvertaken(error) && (isRefused || isChanged)) return { outcome: "overtaken", error, live };
  return { outcome: error.outcome === "pending" ? "unknown" : "notDone", error };
}

/** A link that is to be as declared, and what is known of it. */
export interface Write {
  readonly client: PartnerClient;
  readonly identity: Identity;
  readonly declaration: Declaration;
  /** The state so far; `new` for a resource that is being created. */
  readonly state: State | "new";
  /** The link as it was read; undefined for none. */
  readonly live: LiveLink | undefined;
}

interface Written {
  readonly link: Settled;
  readonly live: LiveLink;
  /** What was linked before; absent where nothing was written. */
  readonly before?: { readonly live: LiveLink | undefined };
}

/**
 * Carries a plan out and confirms it; undoes what it wrote where the partner is not the expected one.
 *
 * @throws PalError when the plan refuses or the write fails; a PartialSuccess where the state must change all the same.
 */
export async function write(request: Write): Promise<State> {
  const { identity, declaration } = request;
  const written = await converge(request);
  const { link, live, before } = written;
  const verdict = comparePartnerName(declaration, live);
  if (verdict === "unknown") {
    const expected = declaration.expect?.partnerName ?? "";
    await log.warning(declaration.urn, "PAL_NOT_VERIFIED", messages.noPartnerName(expected, live.partnerId));
  }
  // Without a write the plan has refused another name already.
  if (verdict === "other" && before !== undefined) throw await undo(request, live, before.live);
  return stateOf(declaration, identity, link, live);
}

const rounds = 3;

/** Another process may write at the same time: what it overtakes is planned again, three times at most. */
async function converge(request: Write): Promise<Written> {
  const { client, identity, declaration, state } = request;
  const { partnerId } = declaration;
  const id = linkIdOf(identity);
  const link = state === "new" ? state : state.link;
  let { live } = request;
  for (let round = 0; ; round += 1) {
    const plan = planWrite(live, declaration, link, run.createdLinks(id));
    if (plan.action === "nothing" && live !== undefined) return { live, link: plan.link };
    if (plan.action === "refuse") throw refused(plan.reason, identity, live, declaration, link);
    if (round === rounds) throw new PalError("PAL_SERVICE_FAILED", messages.keepsChanging(identity, partnerId));
    run.forgetAbsence(id);
    const isReplaced = plan.action === "replace";
    const confirmed = await confirm(client, {
      send: () => (isReplaced ? client.update(partnerId) : client.create(partnerId)),
      isDone: (now) => now?.partnerId === partnerId,
      before: live,
      isOvertaken: isReplaced ? isNotLinked : isAlreadyLinked,
    });
    switch (confirmed.outcome) {
      case "done": {
        const now = confirmed.live ?? { partnerId };
        return { live: now, link: settle(now, true), before: { live } };
      }
      case "overtaken":
        ({ live } = confirmed);
        break;
      case "notDone":
        throw confirmed.error;
      case "unknown":
        throw keep(
          request,
          confirmed.error.withHint(messages.writeUnknown(partnerId)),
          unsettle(partnerId, live, link, run.createdLinks(id)),
        );
    }
  }
}

/** Takes back what was written when the partner ID turns out to be another company's; gives the error to be thrown. */
async function undo(request: Write, live: LiveLink, before: LiveLink | undefined): Promise<PalError> {
  const { client, identity, declaration, state } = request;
  const link = state === "new" ? state : state.link;
  const mismatch = (undone: string): PalError => otherPartnerName(declaration, identity, live, undone);
  const isDone = (now: LiveLink | undefined): boolean =>
    before === undefined ? now?.partnerId !== live.partnerId : now?.partnerId === before.partnerId;
  const confirmed = await confirm(client, {
    send: async () => {
      if (before !== undefined) return await client.update(before.partnerId);
      await client.delete(live.partnerId);
      return undefined;
    },
    isDone,
    before: live,
    isOvertaken: (error) => (before === undefined ? isRemovalOvertaken(error) : isNotLinked(error)),
  });
  const seen = run.createdLinks(linkIdOf(identity));
  const isOwnRestored = before !== undefined && isOwn(before, link, seen);
  if (confirmed.outcome === "done" || (confirmed.outcome === "overtaken" && isDone(confirmed.live))) {
    if (before === undefined) return mismatch(messages.linkRemovedAgain);
    const error = mismatch(messages.linkRestored(before));
    const restored = confirmed.live ?? before;
    // The two writes were counted: with the old version the link would no longer pass for the stack's own.
    const isKept = state !== "new" && isOwnRestored;
    return isKept ? keepInState(error, { ...state, link: settle(restored, true), live: restored }) : error;
  }
  const isUnknown = confirmed.outcome === "unknown";
  const error = mismatch(messages.linkNotUndone(confirmed.error, isUnknown));
  if (!isUnknown) return keep(request, error, settle(live, true), live);
  const unsettled = unsettle(live.partnerId, before, link, seen);
  // The undoing is a write of the stack's too, and what it restores may be its own link.
  const pending = isOwnRestored ? [...unsettled.pending, before.partnerId] : unsettled.pending;
  return keep(request, error, { ...unsettled, pending });
}

/**
 * The failure with what became of the link. The engine keeps the inputs of before with it, and check compares with those: so
 * must diff, which compares with outputs, wherever the credential may tell another identity.
 */
function keep(
  { declaration, identity, state }: Write,
  error: PalError,
  link: LinkState,
  live?: LiveLink,
): PartialSuccess {
  const isSame = state === "new" || compareIdentity(state.declaration, declaration) === "same";
  const kept = isSame ? declaration : withStoredCredential(declaration, state.declaration);
  return keepInState(error, stateOf(kept, identity, link, live));
}

/** How the service answers where nothing is left to remove is not recorded: any refusal but these may say so. */
export function isRemovalOvertaken({ statusCode }: PalError): boolean {
  return statusCode !== undefined && statusCode < 500 && ![401, 403, 429].includes(statusCode);
}
