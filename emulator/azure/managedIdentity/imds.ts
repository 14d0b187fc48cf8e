import type { Context } from "hono";
import { entraErrorOfCode } from "../entra/errors";
import type { Env, Service } from "../exchange";
import { jsonResponse } from "../jsonResponse";
import type { EmulatorState } from "../state";
import { requestToken, type ManagedIdentity } from "./requestToken";

/** Versions of the metadata service, a date each. */
const apiVersion = /^\d{4}-\d{2}-\d{2}$/;

function refused(error: string, description: string, status = 400): Response {
  return Response.json({ error, error_description: description }, { status });
}

/** Errors of the instance metadata service: Entra's are passed on as they are. */
export const imdsService: Service = {
  error: (_, effect) => {
    if (effect.kind === "aadsts") {
      const known = entraErrorOfCode(effect.code);
      const text = `AADSTS${effect.code}: ${effect.message ?? known.message}`;
      return refused(effect.error ?? known.error, text, effect.status ?? 400);
    }
    const { status, code = "internal_server_error", message = "Unknown error.", headers } = effect;
    const { body = { error: code, error_description: message } } = effect;
    return jsonResponse(body, status, headers);
  },
};

/** A virtual machine's token endpoint. Without the header that no redirected request carries it refuses everything. */
export async function imdsToken(
  state: EmulatorState,
  context: Context<Env>,
  identity: ManagedIdentity | undefined,
): Promise<Response> {
  if (context.req.header("metadata")?.toLowerCase() !== "true") {
    return refused("invalid_request", "Required metadata header not specified");
  }
  if (!apiVersion.test(context.req.query("api-version") ?? "")) {
    return refused("invalid_request", "Required query variable 'api-version' is missing or malformed");
  }
  const resource = context.req.query("resource") ?? "";
  if (resource === "") {
    return refused("invalid_request", "Required query variable 'resource' is missing");
  }
  if (identity === undefined) {
    return refused("invalid_request", "Identity not found");
  }
  const result = await requestToken(state, identity, resource);
  if ("refused" in result) {
    const { error, code, message } = result.refused;
    return refused(error, `AADSTS${code}: ${message}`);
  }
  const lifetime = String(state.tokenLifetimeSeconds);
  const notBefore = String(Number(result.expires_on) - state.tokenLifetimeSeconds);
  return Response.json({ ...result, expires_in: lifetime, ext_expires_in: lifetime, not_before: notBefore });
}
