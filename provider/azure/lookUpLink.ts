import { invalid, notABlock } from "./settingErrors";
import { observe, type ObservedLink } from "./observe";
import { type CredentialBlock, resolveSettings, type SettingSources } from "./settings";
import { signIn } from "./signIn";

/** What the identity of a block, or of config and environment, is linked to. */
export async function lookUpLink(
  credential: object | null | undefined,
  config: SettingSources["config"],
): Promise<ObservedLink> {
  const block = (credential ?? undefined) as CredentialBlock | undefined;
  const wrong = block === undefined ? undefined : notABlock(block);
  if (wrong !== undefined) throw invalid(wrong);
  const settings = resolveSettings(block, { config, environment: process.env });
  const observation = await observe(() => signIn(settings, block !== undefined));
  if (observation.failure !== undefined) throw observation.failure;
  return observation;
}
