import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { entraErrorOfCode } from "../entra/errors";
import type { Env, Service } from "../exchange";
import { jsonResponse } from "../jsonResponse";
import type { EmulatorState } from "../state";
import { requestToken, type ManagedIdentity } from "./requestToken";

/** Where IDENTITY_ENDPOINT points, below the emulator's origin. */
export const appServicePath = "/msi/token";

function refused(statusCode: number, message: string): Response {
  return Response.json({ statusCode, message, correlationId: randomUUID() }, { status: statusCode });
}

/** Errors of App Service's token endpoint. */
export const appServiceService: Service = {
  error: (_, effect) => {
    if (effect.kind === "aadsts") {
      const known = entraErrorOfCode(effect.code);
      return refused(effect.status ?? 400, `AADSTS${effect.code}: ${effect.message ?? known.message}`);
    }
    const { status, message = "An unexpected error occurred.", headers } = effect;
    const { body = { statusCode: status, message } } = effect;
    return jsonResponse(body, status, headers);
  },
};

/** The token endpoint of App Service, Functions and Container Apps. Its header is a secret of the app's environment. */
export async function appServiceToken(
  state: EmulatorState,
  context: Context<Env>,
  identity: ManagedIdentity | undefined,
): Promise<Response> {
  if (context.req.header("x-identity-header") !== state.identityHeader) {
    return refused(401, "The X-IDENTITY-HEADER header is missing or wrong.");
  }
  const version = context.req.query("api-version");
  if (version !== "2019-08-01") {
    return refused(400, `The api-version '${version ?? ""}' is not supported. Supported is '2019-08-01'.`);
  }
  const resource = context.req.query("resource") ?? "";
  if (resource === "") {
    return refused(400, "The query parameter 'resource' is missing.");
  }
  if (identity === undefined) {
    return refused(
      400,
      "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
    );
  }
  const result = await requestToken(state, identity, resource);
  if ("refused" in result) {
    return refused(400, `AADSTS${result.refused.code}: ${result.refused.message}`);
  }
  return Response.json(result);
}
