import type { HttpClient, Pipeline } from "@azure/core-rest-pipeline";
import type { PalErrorDetails } from "../errors";
import { limits, retryOptions } from "./limits";
import { attemptBound, waitBound } from "./policies";
import { noAnswer } from "./unanswered";

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
  const rest = require("@azure/core-rest-pipeline") as typeof import("@azure/core-rest-pipeline");
  shared ??= open(rest);
  const end = AbortSignal.timeout(limits.operation);
  const sent = rest.createPipelineRequest({
    method,
    url,
    headers: rest.createHttpHeaders({ accept: "application/json", ...headers }),
    abortSignal: end,
    // As with azure-native, https is used unless the setting itself says http.
    allowInsecureConnection: url.startsWith("http://"),
  });
  try {
    const { status, bodyAsText } = await shared.pipeline.sendRequest(shared.client, sent);
    return { status, body: (bodyAsText ?? "").replace(/^\uFEFF/, "") };
  } catch (error) {
    throw end.aborted ? new Error(noAnswer(new URL(url).origin, limits.operation), { cause: error }) : error;
  }
}

function open(rest: typeof import("@azure/core-rest-pipeline")) {
  const pipeline: Pipeline = rest.createPipelineFromOptions({ retryOptions });
  pipeline.addPolicy(waitBound(), { afterPhase: "Retry" });
  pipeline.addPolicy(attemptBound, { afterPhase: "Retry" });
  return { pipeline, client: rest.createDefaultHttpClient() };
}

/** What an answer that is no success says about the failure. */
export function factsOf({ status }: HttpAnswer): PalErrorDetails {
  return { statusCode: status, retryable: isTransient(status) };
}

/** Whether a service that answers so may answer otherwise a while later. */
export function isTransient(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
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
