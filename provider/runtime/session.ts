import { isDeepStrictEqual } from "node:util";
import { linkIdOf } from "../azure/identity";
import { signInMethod } from "../azure/methods";
import { observe, type Observation } from "../azure/observe";
import { resolveSettings, type Settings, type SettingSources } from "../azure/settings";
import { type Session, signIn } from "../azure/signIn";
import { PalError } from "../errors";
import type { Declaration } from "./declaration";

type Credential = Pick<Declaration, "credential">;

/** Stack config as the engine gave it to configure. */
let stackConfig: SettingSources["config"] = () => undefined;

export function configureSettings(config: SettingSources["config"]): void {
  stackConfig = config;
}

/** Where settings are looked for beside a `credential` block, as of now. */
export function settingSources(): SettingSources {
  return { config: stackConfig, environment: process.env };
}

/** The settings that are in force for a resource. */
export function settingsFor({ credential }: Credential): Settings {
  return resolveSettings(credential, settingSources());
}

/** Signs in as the identity that is declared. */
export function signInFor(declaration: Credential): Promise<Session> {
  return signIn(settingsFor(declaration), declaration.credential !== undefined);
}

/** Reads the link of the identity that is declared. */
export function observeFor(declaration: Credential): Promise<Observation> {
  return observe(() => signInFor(declaration));
}

/** Reads the link of a resource that is only in state. */
export function observeForState(id: string, declaration: Credential): Promise<Observation> {
  return observe(() => signInForState(id, declaration));
}

/**
 * Signs in for a resource that is only in state. Its stored credential may have aged: when it is refused, the current
 * configuration is tried, and used only if it turns out to be the same identity.
 */
export async function signInForState(id: string, declaration: Credential): Promise<Session> {
  try {
    return await signInFor(declaration);
  } catch (refused) {
    const current = await currentSession(settingsFor(declaration));
    if (current !== undefined && linkIdOf(current.identity) === id) return current;
    throw refused;
  }
}

/** Who is configured now, other than by the settings that were refused; the engine may hold the config of an earlier run. */
async function currentSession(refused: Settings): Promise<Session | undefined> {
  for (const config of [stackConfig, () => undefined]) {
    const settings = resolveSettings(undefined, { config, environment: process.env });
    if (isDeepStrictEqual(settings, refused)) continue;
    try {
      const method = signInMethod(settings, false);
      // Whoever happens to be logged in to the Azure CLI was not configured.
      if (method.kind !== "azureCli" || !method.implied) return await signIn(settings, false);
    } catch (error) {
      if (!(error instanceof PalError)) throw error;
    }
  }
  return undefined;
}
