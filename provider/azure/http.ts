import type { Pipeline, PipelineResponse } from "@azure/core-rest-pipeline";
import type { PalErrorDetails } from "../errors";
import { isTransient, noAnswerFrom, refused } from "./failures";
import { httpClient } from "./httpClient";
import { limits, retryOptions } from "./limits";
import { within } from "./timeouts";

let shared: Pipeline | undefined;

/** What is sent. */
export interface Outgoing {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Most bytes of the answer's body. Default 1 MiB. */
  readonly largestBody?: number;
}

/**
 * The answer to one request, whatever its status, with the Azure SDKs' own pipeline: their retries, their proxy settings.
 * Throws what the pipeline throws when there is none.
 */
export async function answerTo({
  method,
  url,
  headers = {},
  body,
  largestBody = limits.body,
}: Outgoing): Promise<PipelineResponse> {
  const rest = require("@azure/core-rest-pipeline") as typeof import("@azure/core-rest-pipeline");
  const pipeline = (shared ??= rest.createPipelineFromOptions({ retryOptions }));
  return await within(limits.operation, (abortSignal) =>
    pipeline.sendRequest(
      httpClient(largestBody),
      rest.createPipelineRequest({
        method,
        url,
        headers: rest.createHttpHeaders({ accept: "application/json", ...headers }),
        ...(body === undefined ? {} : { body }),
        abortSignal,
        // As with azure-native, https is used unless the setting itself says http.
        allowInsecureConnection: url.startsWith("http://"),
      }),
    ),
  );
}

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

export interface Asked extends Outgoing {
  /** Settings that say where the service is. */
  readonly settings?: string;
  /** What to do about an answer of this status. */
  readonly remedy: (status: number) => string;
}

/**
 * Body of the answer to one request.
 *
 * @throws RequestFailed for any answer but 200, and for none.
 */
export async function bodyOf({ settings, remedy, ...outgoing }: Asked): Promise<string> {
  const { origin } = new URL(outgoing.url);
  const { status, bodyAsText } = await answerTo(outgoing).catch((error: unknown) => {
    const { reason, retryable } = noAnswerFrom(origin, error, settings);
    throw new RequestFailed(reason, { cause: error, retryable });
  });
  if (status === 200) return (bodyAsText ?? "").replace(/^\uFEFF/, "");
  const why = `HTTP ${status}${remedy(status)}`;
  throw new RequestFailed(refused(origin, status) ?? why, { statusCode: status, retryable: isTransient(status) });
}
