import { PalError } from "../errors";
import type { Identity } from "./identity";
import { type LiveLink, openPartnerClient } from "./partnerClient";
import { resolveSettings, type SettingSources, unknownFields } from "./settings";
import { signIn } from "./signIn";

/** An identity, and its link when it has one. */
export interface FoundLink {
  readonly identity: Identity;
  readonly live: LiveLink | undefined;
}

/** What the identity of a block, or of config and environment, is linked to. */
export async function lookUpLink(
  credential: object | null | undefined,
  config: SettingSources["config"],
): Promise<FoundLink> {
  const block = (credential ?? undefined) as Readonly<Record<string, unknown>> | undefined;
  const unknown = unknownFields(block ?? {});
  if (unknown.length > 0) throw new PalError("PAL_CONFIG_INVALID", `credential has no ${unknown.join(", ")}`);
  const session = await signIn(resolveSettings(block, { config, environment: process.env }), block !== undefined);
  return { identity: session.identity, live: await (await openPartnerClient(session)).look() };
}
