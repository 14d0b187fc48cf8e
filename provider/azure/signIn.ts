import type { AccessToken } from "@azure/identity";
import { PalError } from "../errors";
import { redact } from "../redact";
import { type Cloud, cloudOf } from "./clouds";
import { type Identity, identityOfToken } from "./identity";
import { limits, retryOptions } from "./limits";
import { type ClientSecretSettings, clientSecretSettings, secretsOf, type Settings } from "./settings";

/** An identity that has signed in, and what its calls need. */
export interface Session {
  readonly identity: Identity;
  readonly cloud: Cloud;
  readonly token: AccessToken;
}

const sessions = new Map<string, Promise<Session>>();

/**
 * Signs in once per identity and process, however many ask at the same time; a refusal is not remembered.
 * @throws PalError PAL_CONFIG_INVALID or PAL_AUTH_FAILED with method, source, AADSTS number and remedy.
 */
export async function signIn(settings: Settings, hasBlock: boolean): Promise<Session> {
  const credential = clientSecretSettings(settings, hasBlock);
  const cloud = await cloudOf(settings);
  const key = JSON.stringify([credential.tenantId, credential.clientId, credential.clientSecret, cloud]);
  const known = sessions.get(key);
  if (known !== undefined) {
    const session = await known;
    if (session.token.expiresOnTimestamp - Date.now() > limits.tokenMargin) return session;
    sessions.delete(key);
  }
  const asked = sessions.get(key) ?? requestToken(credential, cloud, secretsOf(settings));
  sessions.set(key, asked);
  asked.catch(() => sessions.delete(key));
  return asked;
}

async function requestToken(from: ClientSecretSettings, cloud: Cloud, secrets: readonly string[]): Promise<Session> {
  // Loaded here: the first callback's answer should not wait for it when nothing is asked of Azure.
  const { ClientSecretCredential } = await import("@azure/identity");
  try {
    const credential = new ClientSecretCredential(from.tenantId, from.clientId, from.clientSecret, {
      authorityHost: cloud.authority,
      disableInstanceDiscovery: cloud.skipInstanceDiscovery,
      retryOptions,
    });
    const token = await credential.getToken(cloud.scope, { abortSignal: AbortSignal.timeout(limits.operation) });
    return { token, cloud, identity: identityOfToken(token.token) };
  } catch (error) {
    if (error instanceof PalError) throw error;
    throw refusal(from, error, secrets);
  }
}

/** AADSTS number in an error's text, such as "7000215"; undefined when Entra did not answer with one. */
function entraErrorNumber(error: unknown): string | undefined {
  const text = error instanceof Error ? error.message : "";
  return /AADSTS(\d+)/.exec(text)?.[1];
}

const remedies: Readonly<Record<string, string>> = {
  "7000215": "the client secret is wrong: use the secret's value, not its id",
  "7000222": "the client secret has expired: make a new one",
  "700016":
    "no application with this client ID in this tenant: check both, and that the application has a service principal there",
  "7000112": "the application is disabled: enable it",
  "90002": "there is no such tenant: check the tenant ID and the cloud",
  "900023": "the tenant ID is neither a GUID nor a domain name",
};

function refusal(from: ClientSecretSettings, error: unknown, secrets: readonly string[]): PalError {
  const raw = error instanceof Error ? error.message : String(error);
  // MSAL cannot read an unknown tenant's metadata and says so in words of its own.
  const number =
    entraErrorNumber(error) ?? (/endpoints_resolution_error|invalid_tenant/.test(raw) ? "90002" : undefined);
  const who = `service principal ${from.clientId} in tenant ${from.tenantId} by client secret (from ${from.source})`;
  const firstLine =
    redact(raw, secrets)
      .split(/\r?\n/)
      .find((line) => line.trim() !== "") ?? "no reason given";
  const why =
    number === undefined ? firstLine.slice(0, 300) : `AADSTS${number}: ${remedies[number] ?? firstLine.slice(0, 300)}`;
  const details = { cause: new Error(redact(raw, secrets)) };
  return new PalError("PAL_AUTH_FAILED", `cannot sign in as ${who}: ${why}`, {
    ...details,
    ...(number === undefined ? {} : { serviceCode: number }),
  });
}
