import { isLoopbackUrl } from "../loopbackUrl";
import type { EmulatorState } from "../state";
import { issuerOfOidc } from "./issuer";

/** What became of checking a signature with its issuer's keys. */
export type SignatureVerdict = "good" | "wrong" | "unreachable";

const algorithms = ["RS256", "PS256", "ES256"];
const patienceMs = 5000;

/** A JSON document of this machine; no redirect leads away from it. */
async function fetchLocal(url: string): Promise<unknown> {
  if (!isLoopbackUrl(url)) {
    throw new Error(`${url} is not on this machine.`);
  }
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(patienceMs) });
  if (!response.ok) {
    throw new Error(`${url} answers ${response.status}.`);
  }
  return response.json();
}

async function fetchKeys(issuer: string): Promise<unknown> {
  const configuration = await fetchLocal(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const { issuer: named, jwks_uri: keysUrl } = configuration as { issuer?: unknown; jwks_uri?: unknown };
  if (named !== issuer || typeof keysUrl !== "string") {
    throw new Error(`${issuer} describes itself as another issuer.`);
  }
  return fetchLocal(keysUrl);
}

/** Checks an ID token's signature: with the emulator's own key, or with those another issuer of this machine publishes. */
export async function checkIssuerSignature(
  state: EmulatorState,
  issuer: string,
  token: string,
): Promise<SignatureVerdict> {
  if (issuer === issuerOfOidc(state.origin)) {
    const key = await state.oidcKey();
    return (await key.verify(token)) === undefined ? "wrong" : "good";
  }
  const { compactVerify, createLocalJWKSet } = await import("jose");
  let keys: ReturnType<typeof createLocalJWKSet>;
  try {
    keys = createLocalJWKSet((await fetchKeys(issuer)) as Parameters<typeof createLocalJWKSet>[0]);
  } catch {
    return "unreachable";
  }
  try {
    await compactVerify(token, keys, { algorithms });
    return "good";
  } catch {
    return "wrong";
  }
}
