import { type SignInMethod, signInMethod } from "../azure/methods";
import { resolveSettings, type Settings, type StackConfig } from "../azure/settings";
import { parseDeclaration } from "./declaration";
import { validate } from "./validate";

export interface Ready {
  readonly settings: Settings;
  readonly hasBlock: boolean;
  readonly kind: SignInMethod["kind"];
}

/**
 * The settings to sign in with for these inputs, as the provider will find them; undefined where it asks Azure for nothing
 * or refuses the inputs.
 */
export function readyToAsk(inputs: Readonly<Record<string, unknown>>, config: StackConfig): Ready | undefined {
  const declaration = parseDeclaration(inputs);
  const sources = { config, environment: process.env };
  if (declaration.driftCheck === "off" || validate(declaration, sources).length > 0) return undefined;
  const { credential, tokens, takenOut } = declaration;
  const block = credential === undefined ? undefined : { ...credential, ...tokens };
  const settings = resolveSettings(block, sources, takenOut);
  return { settings, hasBlock: block !== undefined, kind: signInMethod(settings, block !== undefined).kind };
}
