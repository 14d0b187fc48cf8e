import type { HttpClient, Pipeline } from "@azure/core-rest-pipeline";
import { limits, retryOptions } from "./limits";

let shared: { readonly pipeline: Pipeline; readonly client: HttpClient } | undefined;

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One GET with the Azure SDKs' own pipeline: their retries, their proxy settings.
 * @throws Error of the pipeline when there is no answer.
 */
export async function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
  const rest = await import("@azure/core-rest-pipeline");
  shared ??= {
    pipeline: rest.createPipelineFromOptions({ retryOptions }),
    client: rest.createDefaultHttpClient(),
  };
  const request = rest.createPipelineRequest({
    url,
    headers: rest.createHttpHeaders({ accept: "application/json", ...headers }),
    timeout: limits.request,
    abortSignal: AbortSignal.timeout(limits.operation),
    // As with azure-native, https is used unless the setting itself says http.
    allowInsecureConnection: url.startsWith("http://"),
  });
  const { status, bodyAsText } = await shared.pipeline.sendRequest(shared.client, request);
  return { status, body: (bodyAsText ?? "").replace(/^\uFEFF/, "") };
}
