import { asPalError, type PalError } from "../errors";
import type { Identity } from "./identity";
import { type LiveLink, openPartnerClient } from "./partnerClient";
import type { Settings } from "./settings";
import { type Session, signIn } from "./signIn";

/**
 * What reading a link gave: whose it is and the link, undefined for none; or why it could not be read, with the identity
 * where that had signed in.
 */
export type Observation =
  | { readonly identity: Identity; readonly live: LiveLink | undefined; readonly failure?: undefined }
  | { readonly identity?: Identity; readonly failure: PalError };

/** Reads the link of the identity that the settings name. Never throws. */
export async function observe(settings: Settings, hasBlock: boolean): Promise<Observation> {
  return await observeSession(() => signIn(settings, hasBlock));
}

/** As {@link observe}, for an identity that signs in in another way. */
export async function observeSession(open: () => Promise<Session>): Promise<Observation> {
  let identity: Identity | undefined;
  try {
    const session = await open();
    ({ identity } = session);
    return { identity, live: await (await openPartnerClient(session)).get() };
  } catch (error) {
    return { ...(identity === undefined ? {} : { identity }), failure: asPalError(error) };
  }
}
