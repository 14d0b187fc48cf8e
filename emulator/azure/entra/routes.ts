import type { Context, Hono } from "hono";
import { exchange, type Env, type Service } from "../exchange";
import type { EmulatorState } from "../state";
import { jsonResponse } from "../jsonResponse";
import type { Operation } from "../operations";
import { instanceDiscovery, openidConfiguration, signingKeys } from "./discovery";
import { entraErrorOfCode, entraErrorResponse, entraHeaders } from "./errors";
import { identifyTokenRequest } from "./token";

function entraService(state: EmulatorState): Service {
  return {
    error: (context, effect) => {
      if (effect.kind === "aadsts") {
        const { status, error, message } = effect;
        const known = entraErrorOfCode(effect.code);
        return entraErrorResponse(
          context,
          {
            code: known.code,
            status: status ?? known.status,
            error: error ?? known.error,
            message: message ?? known.message,
          },
          state.now(),
        );
      }
      const { status, code = "temporarily_unavailable", message = "The service is temporarily unavailable." } = effect;
      const { body = { error: code, error_description: message } } = effect;
      return jsonResponse(body, status, { ...entraHeaders(context), ...effect.headers });
    },
  };
}

/** Microsoft Entra ID: discovery, keys and tokens, for each tenant of the directory. */
export function addEntraRoutes(app: Hono<Env>, state: EmulatorState): void {
  const service = entraService(state);
  const get = (path: string, operation: Operation, answer: (context: Context<Env>) => Response | Promise<Response>) => {
    app.get(
      path,
      exchange(state, service, operation, (context) => ({ caller: {}, answer: () => answer(context) })),
    );
  };
  get("/:tenant/discovery/instance", "entra.instanceDiscovery", (context) => instanceDiscovery(state, context));
  get("/:tenant/v2.0/.well-known/openid-configuration", "entra.openidConfiguration", (context) =>
    openidConfiguration(state, context, "v2"),
  );
  get("/:tenant/.well-known/openid-configuration", "entra.openidConfiguration", (context) =>
    openidConfiguration(state, context, "v1"),
  );
  get("/:tenant/discovery/v2.0/keys", "entra.keys", (context) => signingKeys(state, context));
  get("/:tenant/discovery/keys", "entra.keys", (context) => signingKeys(state, context));
  app.post(
    "/:tenant/oauth2/v2.0/token",
    exchange(state, service, "entra.token", (context) => identifyTokenRequest(state, context)),
  );
}
