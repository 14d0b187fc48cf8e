import { randomBytes } from "node:crypto";
import type { EmulatorState } from "./state";
import type { Principal } from "./types";

/** Who a token is for, and how they proved it. */
export interface TokenRequest {
  readonly tenantId: string;
  readonly principal: Principal;
  /** The `aud` claim. */
  readonly audience: string;
  /** How the client application signed in: not at all, with a secret, with a certificate or an assertion. */
  readonly clientAuthentication: "none" | "secret" | "assertion";
  /** Defaults to the emulator's lifetime for tokens. */
  readonly lifetimeSeconds?: number;
  /** Set over the claims the token would have. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

const clientAuthenticationMethods = { none: "0", secret: "1", assertion: "2" } as const;
/** The public client that users are said to have signed in with: the Azure CLI's own application id. */
export const azureCliClientId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/** The `iss` claim of the tokens a tenant issues. */
export function issuerOf(origin: string, tenantId: string): string {
  return `${origin}/${tenantId}/`;
}

function subjectClaims(principal: Principal): Record<string, unknown> {
  if (principal.kind === "user") {
    return {
      appid: azureCliClientId,
      idtyp: "user",
      name: principal.name,
      unique_name: principal.name,
      upn: principal.name,
      scp: "user_impersonation",
    };
  }
  return { appid: principal.clientId, app_displayname: principal.name, idtyp: "app" };
}

/** Signs an access token as Azure Resource Manager gets them: version 1.0 claims. */
export async function issueToken(state: EmulatorState, request: TokenRequest): Promise<string> {
  const { tenantId, principal } = request;
  const issuedAt = Math.floor(state.now() / 1000);
  const issuer = issuerOf(state.origin, tenantId);
  const key = await state.signingKey();
  return await key.sign({
    aud: request.audience,
    iss: issuer,
    idp: issuer,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + (request.lifetimeSeconds ?? state.tokenLifetimeSeconds),
    ...subjectClaims(principal),
    appidacr: clientAuthenticationMethods[request.clientAuthentication],
    oid: principal.objectId,
    sub: principal.objectId,
    tid: tenantId,
    uti: randomBytes(16).toString("base64url"),
    ver: "1.0",
    ...request.claims,
  });
}
