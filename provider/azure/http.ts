import type { HttpClient, Pipeline } from "@azure/core-rest-pipeline";
import type { PalErrorDetails } from "../errors";
import { isTransient, noAnswerFrom, refused } from "./failures";
import { httpClient } from "./httpClient";
import { limits, retryOptions } from "./limits";
import { within } from "./timeouts";

let shared: { readonly pipeline: Pipeline; readonly client: HttpClient } | undefined;

/** A request that gave no success. */
export class RequestFailed extends Error {
  constructor(
    /** Why, and what to do where that is known. */
    readonly why: string,
    readonly details: PalErrorDetails,
  ) {
    super(why);
  }
}

export interface Asked {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Settings that say where the service is. */
  readonly settings?: string;
  /** What to do about an answer of this status. */
  readonly remedy: (status: number) => string;
}

/**
 * Body of the answer to one request with the Azure SDKs' own pipeline: their retries, their proxy settings.
 * @throws RequestFailed for any answer but 200, and for none.
 */
export async function bodyOf({ method, url, headers = {}, settings, remedy }: Asked): Promise<string> {
  const rest = require("@azure/core-rest-pipeline") as typeof import("@azure/core-rest-pipeline");
  shared ??= { pipeline: rest.createPipelineFromOptions({ retryOptions }), client: httpClient() };
  const { origin } = new URL(url);
  const { pipeline, client } = shared;
  const { status, bodyAsText } = await within(limits.operation, (abortSignal) =>
    pipeline.sendRequest(
      client,
      rest.createPipelineRequest({
        method,
        url,
        headers: rest.createHttpHeaders({ accept: "application/json", ...headers }),
        abortSignal,
        // As with azure-native, https is used unless the setting itself says http.
        allowInsecureConnection: url.startsWith("http://"),
      }),
    ),
  ).catch((error: unknown) => {
    const { reason, retryable } = noAnswerFrom(origin, error, settings);
    throw new RequestFailed(reason, { cause: error, retryable });
  });
  if (status === 200) return (bodyAsText ?? "").replace(/^\uFEFF/, "");
  const why = `HTTP ${status}${remedy(status)}`;
  throw new RequestFailed(refused(origin, status) ?? why, { statusCode: status, retryable: isTransient(status) });
}
