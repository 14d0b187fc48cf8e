import type { HttpClient, Pipeline } from "@azure/core-rest-pipeline";
import { httpClient } from "./httpClient";
import { limits, retryOptions } from "./limits";

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
  shared ??= { pipeline: rest.createPipelineFromOptions({ retryOptions }), client: httpClient() };
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
