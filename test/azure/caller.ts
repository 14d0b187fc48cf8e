import * as rest from "@azure/core-rest-pipeline";
import { armError } from "../../provider/azure/armError";
import { type JsonObject, jsonObject } from "../../provider/azure/json";
import { limits } from "../../provider/azure/limits";
import type { Session } from "../../provider/azure/signIn";
import type { Cleaner } from "./clean";

export type Method = "GET" | "PUT" | "PATCH" | "DELETE" | "POST";

/** The answer to one request, as it came. */
export interface Answer {
  readonly status: number;
  /** Code of ARM's error. */
  readonly code?: string;
  /** Set by ARM; a gateway's answer has none. */
  readonly requestId?: string;
  /** Undefined for a body that is not a JSON object. */
  readonly body: JsonObject | undefined;
  readonly evidence: Evidence;
}

/** One request and its answer, fit to be published. */
export interface Evidence {
  readonly request: string;
  readonly status: number;
  readonly code?: string;
  readonly body?: unknown;
}

/** Azure Resource Manager as one identity. Nothing is retried, because a retry would hide what the service did. */
export interface Caller {
  readonly session: Session;
  readonly cleaner: Cleaner;
  /** @throws when no answer comes, or a success that is none of the service's. */
  readonly send: (method: Method, path: string, body?: JsonObject) => Promise<Answer>;
}

const attempt = 30_000;
let shared: rest.Pipeline | undefined;

export function callerFor(session: Session, cleaner: Cleaner): Caller {
  let current = session;

  /** The Azure CLI and managed identities hand out tokens that end within minutes, before the link may be removed. */
  async function signedIn(): Promise<Session> {
    if (current.token.expiresOnTimestamp - Date.now() > limits.tokenMargin) return current;
    const renewed = await current.renew();
    if (whose(renewed) !== whose(session)) throw new Error("somebody else is signed in by now");
    return (current = renewed);
  }

  return {
    session,
    cleaner,
    send: async (method, path, body) => {
      const { token } = await signedIn();
      // The Azure SDKs' own pipeline, proxy settings included, without its retries.
      shared ??= rest.createPipelineFromOptions({ retryOptions: { maxRetries: 0 } });
      const request = rest.createPipelineRequest({
        method,
        url: `${session.cloud.resourceManager}${path}`,
        abortSignal: AbortSignal.timeout(attempt),
        headers: rest.createHttpHeaders({
          accept: "application/json",
          authorization: `Bearer ${token.token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return answerOf(cleaner, `${method} ${path}`, await shared.sendRequest(client(), request));
    },
  };
}

function whose({ identity: { tenantId, objectId } }: Session): string {
  return `${tenantId}/${objectId}`;
}

let sharedClient: rest.HttpClient | undefined;

function client(): rest.HttpClient {
  return (sharedClient ??= rest.createDefaultHttpClient());
}

function answerOf({ text, json }: Cleaner, request: string, response: rest.PipelineResponse): Answer {
  const { status, bodyAsText, headers } = response;
  const sent = bodyAsText ?? "";
  const body = jsonObject(sent.replace(/^\uFEFF/, ""));
  // A gateway's page: the request may not have reached the service.
  if (status < 400 && sent !== "" && body === undefined) throw new Error(`${status} without a JSON object`);
  const code = status < 400 ? undefined : armError(sent)?.code;
  const requestId = headers.get("x-ms-request-id");
  const withCode = code === undefined ? {} : { code };
  const shownBody = body !== undefined ? { body: json(body) } : sent === "" ? {} : { body: "<no JSON object>" };
  const withId = requestId === undefined ? {} : { requestId };
  return {
    status,
    body,
    ...withCode,
    ...withId,
    evidence: { request: text(request), status, ...withCode, ...shownBody },
  };
}

/** `404 NotFound`, as the emulator's options name an answer. */
export function outcomeOf({ status, code }: Pick<Answer, "status" | "code">): string {
  return code === undefined ? String(status) : `${status} ${code}`;
}
