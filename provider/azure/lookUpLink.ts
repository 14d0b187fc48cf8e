import { credentialSettings } from "./credentialSettings";
import { observe, type ObservedLink } from "./observe";
import type { StackConfig } from "./settings";
import { signIn } from "./signIn";

/** What the identity of a block, or of config and environment, is linked to. */
export async function lookUpLink(credential: object | null | undefined, config: StackConfig): Promise<ObservedLink> {
  const { settings, hasBlock } = credentialSettings(credential, config);
  const observation = await observe(() => signIn(settings, hasBlock));
  if (observation.failure !== undefined) throw observation.failure;
  return observation;
}
