import type { Clouds } from "./clouds";
import { withPolicies } from "./httpClient";
import type { Identity } from "./identity";
import { limits } from "./limits";
import { observe } from "./observe";
import { oneAttempt } from "./oneAttempt";
import type { LiveLink } from "./partnerLink";
import type { Settings } from "./settings";
import { signIn, type SignIns } from "./signIn";
import { type Traits, traitsOf } from "./traits";

/** What the program saw of a link before the provider is asked for it. */
export type ObservedAhead = { readonly time: string } & (
  | { readonly traits: Traits; readonly identity: Identity; readonly live: LiveLink | null }
  /** A service did not answer since then. */
  | { readonly hanging: string }
);

/** What came of looking ahead. */
export interface LookedAhead {
  /** Absent where nothing is known. */
  readonly observation?: ObservedAhead;
  readonly isThrottled: boolean;
}

/**
 * Reads a link before the provider is asked for it: one attempt, at most 10 s, and no failure but that of a service that does
 * not answer, for the provider waits and retries. Never throws.
 *
 * @param clouds - those that are known already.
 */
export async function observeAhead(settings: Settings, hasBlock: boolean, clouds: Clouds): Promise<LookedAhead> {
  const time = new Date().toISOString();
  const end = new AbortController();
  const attempt = oneAttempt(end.signal);
  // Referenced: with an empty event loop the engine would take the program for done, and delete what it has not registered.
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<"over">((resolve) => {
    timer = setTimeout(resolve, limits.lookAhead, "over");
  });
  // No two links share an identity, so that no session is worth keeping.
  const signIns: SignIns = { sessions: new Map(), clouds };
  const asked = withPolicies([attempt.policy], () =>
    observe(() => signIn(settings, hasBlock, undefined, signIns)),
  ).catch(() => undefined);
  const found = await Promise.race([asked, over]);
  clearTimeout(timer);
  const hanging = attempt.waitingFor();
  end.abort();
  const isThrottled = attempt.isThrottled();
  if (found === "over") return { isThrottled, ...(hanging === undefined ? {} : { observation: { time, hanging } }) };
  if (found === undefined || found.failure !== undefined) return { isThrottled };
  const { identity, live = null } = found;
  return { isThrottled, observation: { time, traits: traitsOf(settings, hasBlock), identity, live } };
}
