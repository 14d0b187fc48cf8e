import type { EmulatorState } from "../state";
import { assertionErrors } from "./assertionErrors";
import type { EntraError } from "./errors";

type Part = Readonly<Record<string, unknown>>;

/** The value of `client_assertion_type` that assertions come with. */
export const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** What an assertion says; its signature is not checked yet. */
export interface Assertion {
  readonly token: string;
  readonly header: Part;
  readonly claims: Part;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/** Clocks may differ by so much. */
const clockSkewSeconds = 300;

function readPart(encoded: string | undefined): Part | undefined {
  try {
    const part: unknown = JSON.parse(Buffer.from(encoded ?? "", "base64url").toString("utf8"));
    return typeof part === "object" && part !== null ? { ...part } : undefined;
  } catch {
    return undefined;
  }
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Takes a signed JWT apart; `undefined` when it is none. */
export function readAssertion(token: string): Assertion | undefined {
  const parts = token.split(".");
  const header = readPart(parts[0]);
  const claims = readPart(parts[1]);
  if (parts.length !== 3 || header === undefined || claims === undefined) {
    return undefined;
  }
  const { iss, sub, aud } = claims;
  const audiences = (Array.isArray(aud) ? aud : [aud]).map(textOf);
  return { token, header, claims, issuer: textOf(iss), subject: textOf(sub), audiences };
}

/** Why an assertion is not accepted at this time; `undefined` when it is. */
export function refusedByTime(state: EmulatorState, { claims: { nbf, exp } }: Assertion): EntraError | undefined {
  if (typeof exp !== "number") {
    return assertionErrors.malformed();
  }
  const from = typeof nbf === "number" ? nbf : -Infinity;
  const now = state.now() / 1000;
  if (exp + clockSkewSeconds >= now && from - clockSkewSeconds <= now) {
    return undefined;
  }
  const written = (seconds: unknown) =>
    typeof seconds === "number" ? new Date(seconds * 1000).toISOString() : "unspecified";
  return assertionErrors.outOfTime(new Date(state.now()), written(nbf), written(exp));
}
