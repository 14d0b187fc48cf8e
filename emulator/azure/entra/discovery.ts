import type { Context } from "hono";
import type { Env } from "../exchange";
import type { EmulatorState } from "../state";
import { issuerOf } from "../tokens";
import { entraErrorResponse, entraHeaders } from "./errors";
import { findTenant, sharedAuthorities } from "./tenant";

/** Where clients learn that this host is an authority and where its tenants' metadata is. */
export function instanceDiscovery(state: EmulatorState, context: Context<Env>): Response {
  const { host } = new URL(state.origin);
  const requested = context.req.query("authorization_endpoint") ?? "";
  const tenant = /^https:\/\/[^/]+\/([^/]+)\//.exec(requested)?.[1] ?? "common";
  return Response.json(
    {
      tenant_discovery_endpoint: `${state.origin}/${tenant}/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
    { headers: entraHeaders(context) },
  );
}

function endpoints(origin: string, tenant: string, version: "v1" | "v2") {
  const oauth = version === "v2" ? "oauth2/v2.0" : "oauth2";
  const keys = version === "v2" ? "discovery/v2.0/keys" : "discovery/keys";
  return {
    token_endpoint: `${origin}/${tenant}/${oauth}/token`,
    authorization_endpoint: `${origin}/${tenant}/${oauth}/authorize`,
    device_authorization_endpoint: `${origin}/${tenant}/${oauth}/devicecode`,
    end_session_endpoint: `${origin}/${tenant}/${oauth}/logout`,
    jwks_uri: `${origin}/${tenant}/${keys}`,
  };
}

/** A tenant's OpenID configuration, of the v1 or the v2 endpoint. */
export function openidConfiguration(state: EmulatorState, context: Context<Env>, version: "v1" | "v2"): Response {
  const name = context.req.param("tenant") ?? "";
  const isShared = sharedAuthorities.includes(name);
  const found = isShared ? undefined : findTenant(state, name);
  if (found !== undefined && "refused" in found) {
    // The number and text of the token endpoint's error, under another OAuth code.
    return entraErrorResponse(context, { ...found.refused, error: "invalid_tenant" }, state.now());
  }
  const tenantId = found?.tenant.tenantId;
  const issuer = issuerOf(state.origin, tenantId ?? "{tenantid}");
  return Response.json(
    {
      ...endpoints(state.origin, tenantId ?? name, version),
      issuer: version === "v2" ? `${issuer}v2.0` : issuer,
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
      response_modes_supported: ["query", "fragment", "form_post"],
      response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      claims_supported: ["sub", "iss", "aud", "exp", "iat", "nonce", "tid", "oid", "ver"],
      tenant_region_scope: null,
      cloud_instance_name: new URL(state.origin).host,
    },
    { headers: entraHeaders(context) },
  );
}

/** The keys that access tokens are signed with. */
export async function signingKeys(state: EmulatorState, context: Context<Env>): Promise<Response> {
  const { jwk } = await state.signingKey();
  return Response.json({ keys: [jwk] }, { headers: entraHeaders(context) });
}
