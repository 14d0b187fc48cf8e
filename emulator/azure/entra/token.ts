import type { Context } from "hono";
import type { Env, Identified } from "../exchange";
import type { EmulatorState } from "../state";
import { issueToken } from "../tokens";
import type { Tenant } from "../types";
import { entraErrorResponse, entraErrors, entraHeaders, type EntraError } from "./errors";
import { grants } from "./grants";
import type { TokenParameters } from "./grants/grant";
import { findTenant } from "./tenant";

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

/** The resource that a scope such as `https://management.azure.com/.default` asks for. */
function resourceOf(scope: string): string | undefined {
  return /^(\S+)\/\.default$/.exec(scope.split(" ").find((part) => part.endsWith("/.default")) ?? "")?.[1];
}

/** Resources that have a service principal in every tenant: Azure Resource Manager here and in the public cloud, and Graph. */
function isKnownResource(origin: string, resource: string): boolean {
  const known = [
    origin,
    "https://management.azure.com",
    "https://management.core.windows.net",
    "https://graph.microsoft.com",
  ];
  return known.includes(resource.replace(/\/+$/, ""));
}

async function tokenFor(
  state: EmulatorState,
  tenant: Tenant,
  parameters: TokenParameters,
): Promise<{ readonly token: string } | { readonly refused: EntraError }> {
  const missing = ["grant_type", "client_id", "scope"].find((name) => (parameters[name] ?? "") === "");
  if (missing !== undefined) {
    return { refused: entraErrors.missingParameter(missing) };
  }
  const grant = grants.find((candidate) => candidate.accepts(parameters));
  if (grant === undefined) {
    const isClientCredentials = parameters["grant_type"] === "client_credentials";
    return {
      refused: isClientCredentials
        ? entraErrors.noClientCredential()
        : entraErrors.unsupportedGrant(parameters["grant_type"] ?? ""),
    };
  }
  const scope = parameters["scope"] ?? "";
  const audience = resourceOf(scope);
  if (audience === undefined) {
    return { refused: entraErrors.invalidScope(scope) };
  }
  const result = await grant.signIn(state, tenant, parameters);
  if ("refused" in result) {
    return result;
  }
  if (!isKnownResource(state.origin, audience)) {
    return { refused: entraErrors.unknownResource(audience, tenant.name) };
  }
  return { token: await issueToken(state, { tenantId: tenant.tenantId, audience, ...result.signedIn }) };
}

/** Reads a token request; what it is answered is decided when the answer is asked for. */
export async function identifyTokenRequest(state: EmulatorState, context: Context<Env>): Promise<Identified> {
  const parameters = await readParameters(context);
  const found = findTenant(state, context.req.param("tenant") ?? "");
  const clientId = parameters["client_id"];
  const tenant = "tenant" in found ? found.tenant : undefined;
  const objectId =
    tenant === undefined || clientId === undefined
      ? undefined
      : state.directory.application(tenant.tenantId, clientId)?.objectId;
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
      const result = await tokenFor(state, found.tenant, parameters);
      if ("refused" in result) {
        return refuse(result.refused);
      }
      const expiresIn = state.tokenLifetimeSeconds;
      return Response.json(
        { token_type: "Bearer", expires_in: expiresIn, ext_expires_in: expiresIn, access_token: result.token },
        { headers: entraHeaders(context) },
      );
    },
  };
}
