import type { Identity } from "./identity";
import { type LiveLink, openPartnerClient } from "./partnerClient";
import { resolveSettings, type SettingSources } from "./settings";
import { signIn } from "./signIn";

/** An identity, and its link when it has one. */
export interface FoundLink {
  readonly identity: Identity;
  readonly live: LiveLink | undefined;
}

/** What the identity of a block, or of config and environment, is linked to. */
export async function lookUpLink(credential: object | undefined, config: SettingSources["config"]): Promise<FoundLink> {
  const settings = resolveSettings(credential as Record<string, unknown> | undefined, {
    config,
    environment: process.env,
  });
  const session = await signIn(settings, credential !== undefined);
  return { identity: session.identity, live: await (await openPartnerClient(session)).look() };
}
