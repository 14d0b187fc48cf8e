import { asPalError, type PalError } from "../errors";
import type { Identity } from "./identity";
import { openPartnerClient } from "./partnerClient";
import type { LiveLink } from "./partnerLink";
import type { Session } from "./signIn";

/** Whose link was read, and the link; undefined for none. */
export interface ObservedLink {
  readonly identity: Identity;
  readonly live: LiveLink | undefined;
  readonly failure?: undefined;
}

/** What reading a link gave, or why it could not be read, with the identity where that had signed in. */
export type Observation = ObservedLink | { readonly identity?: Identity; readonly failure: PalError };

/**
 * Reads the link of the identity that signs in. Never throws.
 *
 * @param seen - gives what has been seen already and need not be read again.
 */
export async function observe(
  signIn: () => Promise<Session>,
  seen: () => ObservedLink | undefined = () => undefined,
): Promise<Observation> {
  let identity: Identity | undefined;
  try {
    const known = seen();
    if (known !== undefined) return known;
    const session = await signIn();
    ({ identity } = session);
    return { identity, live: await openPartnerClient(session).get() };
  } catch (error) {
    return { ...(identity === undefined ? {} : { identity }), failure: asPalError(error) };
  }
}
