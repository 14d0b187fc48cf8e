import { PalError } from "../errors";
import type { Identity } from "./identity";
import { observe } from "./observe";
import type { LiveLink } from "./partnerClient";
import { type CredentialBlock, resolveSettings, type SettingSources, unknownFields } from "./settings";

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
  const block = (credential ?? undefined) as CredentialBlock | undefined;
  const unknown = unknownFields(block ?? {});
  if (unknown.length > 0) throw new PalError("PAL_CONFIG_INVALID", `credential has no ${unknown.join(", ")}`);
  const settings = resolveSettings(block, { config, environment: process.env });
  const observation = await observe(settings, block !== undefined);
  if (observation.failure !== undefined) throw observation.failure;
  return observation;
}
