import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import type { Env } from "../exchange";
import { guidPattern } from "../validate";

/** An answer of the token endpoint that is not a token. */
export interface EntraError {
  /** Number after AADSTS. */
  readonly code: number;
  readonly status: number;
  /** OAuth 2.0 error code. */
  readonly error: string;
  readonly message: string;
  /** What the user can do about it, for clients that ask users. */
  readonly suberror?: string;
}

export function entraError(
  code: number,
  status: number,
  error: string,
  message: string,
  suberror?: string,
): EntraError {
  return { code, status, error, message, ...(suberror === undefined ? {} : { suberror }) };
}

/** Each error the token endpoint knows, with number, HTTP status and OAuth code as Entra has them. */
export const entraErrors = {
  missingParameter: (name: string) =>
    entraError(900144, 400, "invalid_request", `The request body must contain the following parameter: '${name}'.`),
  unsupportedGrant: (grant: string) =>
    entraError(70003, 400, "unsupported_grant_type", `The app requested an unsupported grant type '${grant}'.`),
  noClientCredential: () =>
    entraError(
      7000216,
      401,
      "invalid_client",
      "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
    ),
  invalidSecret: (clientId: string) =>
    entraError(
      7000215,
      401,
      "invalid_client",
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    ),
  expiredSecret: (clientId: string) =>
    entraError(
      7000222,
      401,
      "invalid_client",
      `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    ),
  unknownApplication: (clientId: string, tenantName: string) =>
    entraError(
      700016,
      400,
      "unauthorized_client",
      `Application with identifier '${clientId}' was not found in the directory '${tenantName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  disabledApplication: (clientId: string, name: string) =>
    entraError(7000112, 400, "unauthorized_client", `Application '${clientId}'(${name}) is disabled.`),
  unknownTenant: (tenant: string) =>
    entraError(
      90002,
      400,
      "invalid_request",
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  invalidTenant: (tenant: string) =>
    entraError(
      900023,
      400,
      "invalid_request",
      `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
    ),
  noTenant: () =>
    entraError(
      50059,
      400,
      "invalid_request",
      "No tenant-identifying information found in either the request or implied by any provided credentials.",
    ),
  invalidScope: (scope: string) =>
    entraError(
      1002012,
      400,
      "invalid_scope",
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  invalidUserScope: (scope: string) =>
    entraError(
      70011,
      400,
      "invalid_scope",
      `The provided value for the input parameter 'scope' is not valid. The scope '${scope}' is not configured for this tenant.`,
    ),
  unknownResource: (resource: string, tenantName: string) =>
    entraError(
      500011,
      400,
      "invalid_resource",
      `The resource principal named ${resource} was not found in the tenant named ${tenantName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
} as const;

/** Errors only a fault rule produces, and the status and OAuth code Entra gives those of the ones above. */
const knownCodes: Readonly<Record<number, readonly [status: number, error: string, message: string]>> = {
  7000215: [401, "invalid_client", "Invalid client secret provided."],
  7000222: [401, "invalid_client", "The provided client secret keys are expired."],
  7000112: [400, "unauthorized_client", "Application is disabled."],
  700016: [400, "unauthorized_client", "Application was not found in the directory."],
  700027: [
    401,
    "invalid_client",
    "The certificate with identifier used to sign the client assertion is not registered on application.",
  ],
  70021: [400, "invalid_request", "No matching federated identity record found for presented assertion."],
  90002: [400, "invalid_request", "Tenant not found."],
  65001: [400, "invalid_grant", "The user or administrator has not consented to use the application."],
  700024: [401, "invalid_client", "Client assertion is not within its valid time range."],
  700211: [401, "invalid_client", "No matching federated identity record found for presented assertion issuer."],
  700212: [401, "invalid_client", "No matching federated identity record found for presented assertion audience."],
  700213: [401, "invalid_client", "No matching federated identity record found for presented assertion subject."],
  50020: [400, "invalid_grant", "User account from identity provider does not exist in tenant."],
  50057: [400, "invalid_grant", "The user account is disabled."],
  700082: [400, "invalid_grant", "The refresh token has expired due to inactivity."],
  50076: [400, "invalid_grant", "You must use multi-factor authentication to access the resource."],
  50196: [400, "invalid_grant", "The server terminated an operation because it encountered a client request loop."],
  90033: [503, "temporarily_unavailable", "A transient error has occurred. Please try again."],
};

/** The error of a number, for fault rules. */
export function entraErrorOfCode(code: number): EntraError {
  const [status, error, message] = knownCodes[code] ?? [400, "invalid_request", "The request failed."];
  return { code, status, error, message };
}

/** Headers every answer of Entra carries; the client's own request id comes back. */
export function entraHeaders(context: Context<Env>): Record<string, string> {
  const clientRequestId = context.req.header("client-request-id");
  return {
    "cache-control": "no-store, no-cache",
    pragma: "no-cache",
    "x-ms-request-id": randomUUID(),
    ...(clientRequestId === undefined ? {} : { "client-request-id": clientRequestId }),
  };
}

export function entraErrorResponse(
  context: Context<Env>,
  { code, status, error, message, suberror }: EntraError,
  now: number,
): Response {
  const headers = entraHeaders(context);
  const traceId = headers["x-ms-request-id"];
  const asked = headers["client-request-id"];
  const correlationId = asked !== undefined && guidPattern.test(asked) ? asked : randomUUID();
  const timestamp = new Date(now)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "Z");
  const body = {
    error,
    error_description: `AADSTS${String(code)}: ${message} Trace ID: ${String(traceId)} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `${new URL(context.req.url).origin}/error?code=${String(code)}`,
    ...(suberror === undefined ? {} : { suberror }),
  };
  return Response.json(body, { status, headers });
}
