import { invalid, notABlock } from "./settingErrors";
import { type CredentialBlock, resolveSettings, type Settings, type StackConfig } from "./settings";

/** Who signs in. */
export interface SignInSettings {
  readonly settings: Settings;
  /** Whether a `credential` block gave them. */
  readonly hasBlock: boolean;
}

/**
 * Settings of a sign-in outside of the provider's process.
 *
 * @throws PalError PAL_CONFIG_INVALID for a block that is none.
 */
export function credentialSettings(credential?: object | null, config: StackConfig = () => undefined): SignInSettings {
  const block = (credential ?? undefined) as CredentialBlock | undefined;
  const wrong = block === undefined ? undefined : notABlock(block);
  if (wrong !== undefined) throw invalid(wrong);
  const settings = resolveSettings(block, { config, environment: process.env });
  return { settings, hasBlock: block !== undefined };
}
