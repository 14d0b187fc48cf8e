import type { Behaviour } from "../behaviour";
import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import type { Env, Identified, Service } from "../exchange";
import { jsonResponse } from "../jsonResponse";
import type { EmulatorState } from "../state";
import { authenticate, type Bearer } from "./bearer";
import { ArmRefusal, armErrorResponse } from "./errors";

/** ARM's ordinary write budget of one tenant and principal. */
const writesAnHour = 1200;

function armHeaders(context: Context<Env>): Record<string, string> {
  const requestId = randomUUID();
  const asked = context.req.header("x-ms-correlation-request-id");
  const clientRequestId = context.req.header("x-ms-client-request-id");
  const isEchoed = context.req.header("x-ms-return-client-request-id") === "true" && clientRequestId !== undefined;
  return {
    "cache-control": "no-cache",
    pragma: "no-cache",
    "x-ms-request-id": requestId,
    "x-ms-correlation-request-id": asked ?? requestId,
    "x-content-type-options": "nosniff",
    ...(isEchoed ? { "x-ms-client-request-id": clientRequestId } : {}),
  };
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) {
    response.headers.set(name, value);
  }
  return response;
}

/** An answer with ARM's headers; a refusal thrown on the way becomes the answer. */
export function armAnswer(
  context: Context<Env>,
  answer: () => Response,
  headers: Readonly<Record<string, string>> = {},
  errorBody?: Behaviour["errorBody"],
): Response {
  let response: Response;
  try {
    response = answer();
  } catch (error) {
    if (!(error instanceof ArmRefusal)) {
      throw error;
    }
    response = armErrorResponse(error.error, errorBody);
  }
  return withHeaders(response, { ...armHeaders(context), ...headers });
}

/** What fault rules answer in ARM's name. */
export const armService: Service = {
  error: (context, effect) => {
    if (effect.kind === "aadsts") {
      const message = effect.message ?? `AADSTS${effect.code}`;
      return armErrorResponse({ status: effect.status ?? 401, code: "InvalidAuthenticationToken", message });
    }
    const { status, code = "ServerError", message = "The request could not be completed.", headers } = effect;
    const { body = { error: { code, message } } } = effect;
    const answer = () => jsonResponse(body, status);
    return armAnswer(context, answer, headers);
  },
};

function countWrite(state: EmulatorState, { tenantId, objectId }: Bearer): Record<string, string> {
  const key = `${tenantId}/${objectId}`;
  const left = Math.max((state.remainingWrites.get(key) ?? writesAnHour) - 1, 0);
  state.remainingWrites.set(key, left);
  return { "x-ms-ratelimit-remaining-tenant-writes": String(left) };
}

/** Checks the token first, so that the log and the fault rules know who asks even when the request is refused later on. */
export async function identifyBearer(
  state: EmulatorState,
  context: Context<Env>,
  answer: (bearer: Bearer) => Response,
): Promise<Identified> {
  // POST serves queries only.
  const isWrite = !["GET", "HEAD", "POST"].includes(context.req.method);
  try {
    const bearer = await authenticate(state, context);
    return {
      caller: bearer,
      answer: () => {
        const headers = isWrite ? countWrite(state, bearer) : {};
        return armAnswer(context, () => answer(bearer), headers, state.behaviour.errorBody);
      },
    };
  } catch (error) {
    return {
      caller: {},
      answer: () =>
        armAnswer(context, () => {
          throw error;
        }),
    };
  }
}
