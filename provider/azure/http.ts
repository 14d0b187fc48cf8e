import type { HttpClient, Pipeline, PipelinePolicy } from "@azure/core-rest-pipeline";
import { limits, retryOptions } from "./limits";

/**
 * Bounds each attempt of a request, inside the retries. The SDKs' own `timeout` leaves its timer behind when a connection
 * fails, and a program that looks up a link would not end before it.
 */
export const attemptBound: PipelinePolicy = {
  name: "attemptBound",
  sendRequest: async (request, next) => {
    const whole = request.abortSignal;
    const attempt = AbortSignal.timeout(limits.request);
    request.abortSignal = whole === undefined ? attempt : AbortSignal.any([whole as AbortSignal, attempt]);
    try {
      return await next(request);
    } finally {
      if (whole !== undefined) request.abortSignal = whole;
    }
  },
};

const withLostReply = new WeakSet();

/** Notes the requests of which an attempt ended without an answer that says what became of it: the SDK tries again and tells nobody. */
export const lostReplies: PipelinePolicy = {
  name: "lostReplies",
  sendRequest: async (request, next) => {
    try {
      const answer = await next(request);
      if (answer.status >= 500 || answer.status === 408) withLostReply.add(request);
      return answer;
    } catch (error) {
      withLostReply.add(request);
      throw error;
    }
  },
};

export function hadLostReply(request: object | undefined): boolean {
  return request !== undefined && withLostReply.has(request);
}

let shared: { readonly pipeline: Pipeline; readonly client: HttpClient } | undefined;

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One request with the Azure SDKs' own pipeline: their retries, their proxy settings.
 * @throws Error of the pipeline when there is no answer.
 */
export async function request(
  method: "GET" | "POST",
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  const rest = await import("@azure/core-rest-pipeline");
  shared ??= open(rest);
  const sent = rest.createPipelineRequest({
    method,
    url,
    headers: rest.createHttpHeaders({ accept: "application/json", ...headers }),
    abortSignal: AbortSignal.timeout(limits.operation),
    // As with azure-native, https is used unless the setting itself says http.
    allowInsecureConnection: url.startsWith("http://"),
  });
  const { status, bodyAsText } = await shared.pipeline.sendRequest(shared.client, sent);
  return { status, body: (bodyAsText ?? "").replace(/^\uFEFF/, "") };
}

function open(rest: typeof import("@azure/core-rest-pipeline")) {
  const pipeline: Pipeline = rest.createPipelineFromOptions({ retryOptions });
  pipeline.addPolicy(attemptBound, { afterPhase: "Retry" });
  return { pipeline, client: rest.createDefaultHttpClient() };
}

/** Why there was no answer, on one line. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && cause.message !== "") return firstLine(cause.message);
  return firstLine(error instanceof Error ? error.message : String(error));
}

function firstLine(text: string): string {
  return text.trim().split(/\r?\n/)[0] ?? "";
}
