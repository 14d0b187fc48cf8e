import { isDeepStrictEqual } from "node:util";
import { type Identity, linkIdOf, pairOf } from "../azure/identity";
import { signInMethod } from "../azure/methods";
import { observe, type Observation, type ObservedLink } from "../azure/observe";
import { noteHanging } from "../azure/patience";
import {
  type CredentialBlock,
  resolveSettings,
  type Settings,
  type SettingSources,
  type StackConfig,
} from "../azure/settings";
import { type Session, signIn } from "../azure/signIn";
import { traitsOf } from "../azure/traits";
import { asPalError, PalError } from "../errors";
import type { Declaration } from "./declaration";
import * as messages from "./messages";
import { run } from "./run";
import { isRecent } from "./observedAhead";

type Credential = Pick<Declaration, "credential" | "takenOut" | "urn">;

/** Stack config as the engine gave it to configure. */
let stackConfig: StackConfig = () => undefined;

export function configureSettings(config: StackConfig): void {
  stackConfig = config;
}

/** Where settings are looked for beside a `credential` block, as of now. */
export function settingSources(): SettingSources {
  return { config: stackConfig, environment: process.env };
}

/**
 * The settings that are in force for a resource.
 *
 * @param tokens - tokens of this run, which the stored credential lacks.
 * @throws PalError PAL_CONFIG_INVALID when such a token is nowhere to be found.
 */
export function settingsFor({ credential, takenOut }: Credential, tokens: CredentialBlock = {}): Settings {
  const block = credential === undefined ? undefined : { ...credential, ...tokens };
  const settings = resolveSettings(block, settingSources(), takenOut);
  const missing = takenOut.filter((name) => settings[name] === undefined);
  if (missing.length > 0) throw new PalError("PAL_CONFIG_INVALID", messages.tokenNotStored(missing));
  return settings;
}

/** Signs in as the identity that the program declares. */
export function signInFor(declaration: Credential, id?: string): Promise<Session> {
  return signInWith(declaration, run.tokensOf(declaration.urn), id);
}

async function signInWith(declaration: Credential, tokens: CredentialBlock, id: string | undefined): Promise<Session> {
  return await signIn(
    settingsFor(declaration, tokens),
    declaration.credential !== undefined,
    id === undefined ? undefined : pairOf(id).tenantId,
  );
}

/** The link of the identity that the program declares: as the program saw it, or read now. */
export async function observeFor(declaration: Credential, id?: string): Promise<Observation> {
  return await observe(
    () => signInFor(declaration, id),
    () => seenAhead(declaration, id),
  );
}

/** Who the program declares: as it has signed in, or by signing in now. */
export async function identityFor(declaration: Credential, id?: string): Promise<Identity> {
  return seenAhead(declaration, id)?.identity ?? (await signInFor(declaration, id)).identity;
}

/**
 * What the program saw, where the same settings are in force here: a transform may have changed the credential since, and
 * an inline program has other variables than the engine.
 */
function seenAhead(declaration: Credential, id: string | undefined): ObservedLink | undefined {
  const observation = run.observationOf(declaration.urn);
  if (observation === undefined || !isRecent(observation)) return undefined;
  if ("hanging" in observation) {
    noteHanging(observation.hanging, Date.parse(observation.time));
    return undefined;
  }
  const { identity, live, traits } = observation;
  const settings = settingsFor(declaration, run.tokensOf(declaration.urn));
  const isSame = isDeepStrictEqual(traits, traitsOf(settings, declaration.credential !== undefined));
  // Where no tenant is named, the one of the link is asked for here.
  const isInTenant = id === undefined || settings.tenantId !== undefined || identity.tenantId === pairOf(id).tenantId;
  return isSame && isInTenant ? { identity, live: live ?? undefined } : undefined;
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
  // A token that is missing is final: never another method.
  const settings = settingsFor(declaration);
  try {
    return await signInWith(declaration, {}, id);
  } catch (refused) {
    const current = await currentSession(declaration, id);
    if (current !== undefined && linkIdOf(current.identity) === id) return current;
    const configured = declaration.takenOut.filter((name) => settings[name]?.source.startsWith("azure-native:"));
    const failure = asPalError(refused);
    const isAged = configured.length > 0 && failure.code === "PAL_AUTH_FAILED" && !failure.retryable;
    throw isAged ? failure.withHint(messages.tokenOfEarlierRun(configured)) : failure;
  }
}

/** Who is configured now, other than by the settings that were refused; the engine may hold the config of an earlier run. */
async function currentSession({ credential, takenOut }: Credential, id: string): Promise<Session | undefined> {
  const refused = resolveSettings(credential, settingSources(), takenOut);
  const withoutTokens: StackConfig = (key) =>
    takenOut.some((name) => key === `azure-native:${name}`) ? undefined : stackConfig(key);
  const others = [
    { block: credential, config: withoutTokens },
    { block: undefined, config: stackConfig },
    { block: undefined, config: () => undefined },
  ];
  for (const { block, config } of others) {
    const settings = resolveSettings(block, { config, environment: process.env }, takenOut);
    if (isDeepStrictEqual(settings, refused)) continue;
    try {
      const method = signInMethod(settings, block !== undefined);
      // Whoever happens to be logged in to the Azure CLI was not configured.
      if (method.kind !== "azureCli" || !method.implied)
        return await signIn(settings, block !== undefined, pairOf(id).tenantId);
    } catch (error) {
      if (!(error instanceof PalError)) throw error;
    }
  }
  return undefined;
}
