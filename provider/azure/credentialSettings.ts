import { invalid, notABlock } from "./settingErrors";
import { type CredentialBlock, resolveSettings, type Settings, type SettingSources } from "./settings";

/**
 * Settings of a sign-in outside of the provider's process.
 *
 * @throws PalError PAL_CONFIG_INVALID for a block that is none.
 */
export function credentialSettings(
  credential: object | null | undefined,
  config: SettingSources["config"],
): { readonly settings: Settings; readonly hasBlock: boolean } {
  const block = (credential ?? undefined) as CredentialBlock | undefined;
  const wrong = block === undefined ? undefined : notABlock(block);
  if (wrong !== undefined) throw invalid(wrong);
  const settings = resolveSettings(block, { config, environment: process.env });
  return { settings, hasBlock: block !== undefined };
}
