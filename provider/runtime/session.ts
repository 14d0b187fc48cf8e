import { resolveSettings, type SettingSources } from "../azure/settings";
import { type Session, signIn } from "../azure/signIn";
import { linkIdOf } from "../azure/identity";
import { PalError } from "../errors";
import { credentialOf, type Properties } from "./state";

/** Stack config as the engine gave it to configure. */
let stackConfig: SettingSources["config"] = () => undefined;

export function configureSettings(config: SettingSources["config"]): void {
  stackConfig = config;
}

/** Signs in as the identity that the properties declare. */
export function signInFor(properties: Properties): Promise<Session> {
  const block = credentialOf(properties);
  const sources = { config: stackConfig, environment: process.env };
  return signIn(resolveSettings(block, sources), block !== undefined);
}

/**
 * Signs in for a resource that is only in state. Its stored credential may have aged: when it is refused, the current
 * configuration is tried, and taken only if it turns out to be the same identity.
 */
export async function signInForState(id: string, state: Properties): Promise<Session> {
  try {
    return await signInFor(state);
  } catch (refused) {
    const current = await currentSession();
    if (current !== undefined && linkIdOf(current.identity) === id) return current;
    throw refused;
  }
}

async function currentSession(): Promise<Session | undefined> {
  for (const config of [stackConfig, () => undefined]) {
    try {
      return await signIn(resolveSettings(undefined, { config, environment: process.env }), false);
    } catch (error) {
      if (!(error instanceof PalError)) throw error;
    }
  }
  return undefined;
}
