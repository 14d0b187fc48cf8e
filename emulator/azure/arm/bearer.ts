import type { Context } from "hono";
import type { Env } from "../exchange";
import type { EmulatorState } from "../state";
import { issuerOf } from "../tokens";
import type { Identity } from "../types";
import { ArmRefusal } from "./errors";

/** Who a request's token says it comes from. */
export interface Bearer extends Identity {
  readonly clientId?: string;
}

/** Tokens are accepted this long after and before their time, as clocks differ. */
const clockSkewSeconds = 300;

function unauthorized(state: EmulatorState, code: string, message: string): ArmRefusal {
  const challenge = `Bearer authorization_uri="${state.origin}/", error="invalid_token", error_description="${message.replaceAll('"', "'")}"`;
  return new ArmRefusal({ status: 401, code, message, headers: { "www-authenticate": challenge } });
}

/** What the metadata endpoint names as ARM's audiences; tokens for anything else are refused. */
export function armAudiences(state: EmulatorState): readonly string[] {
  return [state.origin];
}

function checkTimes(state: EmulatorState, claims: Readonly<Record<string, unknown>>): void {
  const now = Math.floor(state.now() / 1000);
  const { exp, nbf } = claims;
  if (typeof exp !== "number" || exp + clockSkewSeconds < now) {
    const expiry = typeof exp === "number" ? new Date(exp * 1000).toISOString() : "unknown";
    throw unauthorized(
      state,
      "ExpiredAuthenticationToken",
      `The access token expiry UTC time '${expiry}' is earlier than current UTC time '${new Date(now * 1000).toISOString()}'.`,
    );
  }
  if (typeof nbf === "number" && nbf - clockSkewSeconds > now) {
    throw unauthorized(state, "InvalidAuthenticationToken", "The access token is not yet valid.");
  }
}

function checkAudience(state: EmulatorState, audience: unknown): void {
  const allowed = armAudiences(state);
  if (typeof audience !== "string" || !allowed.includes(audience.replace(/\/+$/, ""))) {
    const list = allowed.flatMap((one) => [`'${one}/'`, `'${one}'`]).join(",");
    throw unauthorized(
      state,
      "InvalidAuthenticationTokenAudience",
      `The access token has been obtained for wrong audience or resource '${String(audience)}'. It should exactly match with one of the allowed audiences ${list}.`,
    );
  }
}

/**
 * Checks the bearer token of a request: signature, issuer, audience, time.
 *
 * @throws ArmRefusal with status 401.
 */
export async function authenticate(state: EmulatorState, context: Context<Env>): Promise<Bearer> {
  const header = context.req.header("authorization");
  if (header === undefined) {
    throw unauthorized(state, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
  }
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  if (token === undefined) {
    throw unauthorized(
      state,
      "AuthenticationFailedInvalidHeader",
      "Authentication failed. The 'Authorization' header is provided in an invalid format.",
    );
  }
  const key = await state.signingKey();
  const claims = await key.verify(token);
  if (claims === undefined) {
    throw unauthorized(state, "InvalidAuthenticationToken", "The access token is invalid.");
  }
  const { tid, oid, appid, iss, aud } = claims;
  if (typeof tid !== "string" || typeof oid !== "string" || iss !== issuerOf(state.origin, tid)) {
    throw unauthorized(state, "InvalidAuthenticationToken", "The access token is from the wrong issuer.");
  }
  checkAudience(state, aud);
  checkTimes(state, claims);
  return { tenantId: tid, objectId: oid, ...(typeof appid === "string" ? { clientId: appid } : {}) };
}
