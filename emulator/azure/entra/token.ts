import type { Context } from "hono";
import type { Env, Identified } from "../exchange";
import type { EmulatorState } from "../state";
import { issueToken } from "../tokens";
import type { Tenant } from "../types";
import { entraErrorResponse, entraErrors, entraHeaders, type EntraError } from "./errors";
import { grants } from "./grants";
import type { TokenParameters } from "./grants/grant";
import { isKnownResource, resourceOfApplicationScope, resourceOfUserScope } from "./resources";
import { findTenant, sharedAuthorities } from "./tenant";

/** RFC 6749 2.3.1: both halves of the header are form-encoded. */
function basicCredentials(header: string | undefined): TokenParameters {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) {
    return {};
  }
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  const decode = (text: string) => new URLSearchParams(`v=${text}`).get("v") ?? "";
  return { client_id: decode(id), client_secret: decode(secret.join(":")) };
}

async function readParameters(context: Context<Env>): Promise<TokenParameters> {
  const form = Object.fromEntries(new URLSearchParams(await context.req.text()));
  return { ...basicCredentials(context.req.header("authorization")), ...form };
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
}

async function tokensFor(
  state: EmulatorState,
  tenant: Tenant,
  parameters: TokenParameters,
): Promise<Tokens | { readonly refused: EntraError }> {
  const missing = ["grant_type", "client_id", "scope"].find((name) => (parameters[name] ?? "") === "");
  if (missing !== undefined) {
    return { refused: entraErrors.missingParameter(missing) };
  }
  const isClientCredentials = parameters["grant_type"] === "client_credentials";
  const grant = grants.find((candidate) => candidate.accepts(parameters));
  if (grant === undefined) {
    return {
      refused: isClientCredentials
        ? entraErrors.noClientCredential()
        : entraErrors.unsupportedGrant(parameters["grant_type"] ?? ""),
    };
  }
  const scope = parameters["scope"] ?? "";
  const audience = isClientCredentials ? resourceOfApplicationScope(scope) : resourceOfUserScope(scope);
  if (audience === undefined) {
    return { refused: isClientCredentials ? entraErrors.invalidScope(scope) : entraErrors.invalidUserScope(scope) };
  }
  const result = await grant.signIn(state, tenant, parameters);
  if ("refused" in result) {
    return result;
  }
  if (!isKnownResource(state.origin, audience)) {
    return { refused: entraErrors.unknownResource(audience, tenant.name) };
  }
  const { signedIn, refreshToken } = result;
  const accessToken = await issueToken(state, { tenantId: tenant.tenantId, audience, ...signedIn });
  return { accessToken, ...(refreshToken === undefined ? {} : { refreshToken }) };
}

/** The tenant of a token request; a user who names none in particular means the one at home. */
function tenantOf(state: EmulatorState, name: string, { refresh_token: refreshToken }: TokenParameters) {
  const home = refreshToken === undefined ? undefined : state.refreshTokens.home(refreshToken);
  const isShared = sharedAuthorities.includes(name.toLowerCase());
  return findTenant(state, isShared && home !== undefined ? home.tenantId : name);
}

/** Object id of who asks, as far as the request says so. */
function objectIdOf(state: EmulatorState, tenant: Tenant, parameters: TokenParameters): string | undefined {
  const { client_id: clientId, refresh_token: refreshToken } = parameters;
  if (refreshToken !== undefined) {
    const home = state.refreshTokens.home(refreshToken);
    return home === undefined ? undefined : state.refreshTokens.userIn(tenant.tenantId, home)?.objectId;
  }
  return clientId === undefined ? undefined : state.directory.application(tenant.tenantId, clientId)?.objectId;
}

function tokenResponse(state: EmulatorState, context: Context<Env>, tokens: Tokens, scope = ""): Response {
  const { accessToken, refreshToken } = tokens;
  const lifetime = state.tokenLifetimeSeconds;
  return Response.json(
    {
      token_type: "Bearer",
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: accessToken,
      ...(refreshToken === undefined ? {} : { scope, refresh_token: refreshToken, foci: "1" }),
    },
    { headers: entraHeaders(context) },
  );
}

/** Reads a token request; what it is answered is decided when the answer is asked for. */
export async function identifyTokenRequest(state: EmulatorState, context: Context<Env>): Promise<Identified> {
  const parameters = await readParameters(context);
  const found = tenantOf(state, context.req.param("tenant") ?? "", parameters);
  const tenant = "tenant" in found ? found.tenant : undefined;
  const objectId = tenant === undefined ? undefined : objectIdOf(state, tenant, parameters);
  const { client_id: clientId, scope } = parameters;
  const refuse = (error: EntraError) => entraErrorResponse(context, error, state.now());
  return {
    caller: {
      ...(tenant === undefined ? {} : { tenantId: tenant.tenantId }),
      ...(clientId === undefined ? {} : { clientId }),
      ...(objectId === undefined ? {} : { objectId }),
    },
    answer: async () => {
      if ("refused" in found) {
        return refuse(found.refused);
      }
      const result = await tokensFor(state, found.tenant, parameters);
      return "refused" in result ? refuse(result.refused) : tokenResponse(state, context, result, scope);
    },
  };
}
