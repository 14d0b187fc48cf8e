import { AsyncLocalStorage } from "node:async_hooks";
import type {
  HttpClient,
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from "@azure/core-rest-pipeline";
import { boundedBytes } from "./boundedBytes";
import { limits } from "./limits";
import { patience } from "./patience";
import { requestCount } from "./requestCount";
import { tenantMetadata } from "./tenantMetadata";
import { throttling } from "./throttling";
import { attemptTimeout } from "./timeouts";

type Rest = typeof import("@azure/core-rest-pipeline");

/** What each attempt passes through, first to last, in the call at hand. */
const policies = new AsyncLocalStorage<readonly PipelinePolicy[]>();

/**
 * Runs a call whose attempts pass through these policies, inside the SDKs' retries and those of a call that it is part of.
 * They go by the call and not by the client, because the SDK's managed identity keeps the first client of the process for all that follow.
 */
export function withPolicies<T>(ofCall: readonly PipelinePolicy[], call: () => Promise<T>): Promise<T> {
  return policies.run([...(policies.getStore() ?? []), ...ofCall], call);
}

const shared = new Map<number, HttpClient>();

/**
 * The client for all requests of this package: the SDKs' own with a bound on time and size. Nothing is decompressed, which
 * could make any size of a body. Hosts may be IPv6 addresses.
 *
 * @param largestBody - most bytes of a body that are read. Default 1 MiB.
 */
export function httpClient(largestBody: number = limits.body): HttpClient {
  const client = shared.get(largestBody) ?? open(largestBody);
  shared.set(largestBody, client);
  return client;
}

function open(largestBody: number): HttpClient {
  const rest = require("@azure/core-rest-pipeline") as Rest;
  const client = rest.createDefaultHttpClient();
  const ofEach = [tenantMetadata(), throttling(), patience, attemptTimeout, requestCount];
  return {
    sendRequest: (request) =>
      [...(policies.getStore() ?? []), ...ofEach].reduceRight<SendRequest>(
        (next, policy) => (sent) => policy.sendRequest(sent, next),
        (sent) => sendBounded(rest, client, sent, largestBody),
      )(request),
  };
}

const everyStatus = new Set([Number.POSITIVE_INFINITY]);

/** Failures that the SDKs would not retry, as the nearest that they do. */
const retriedAs: Readonly<Record<string, string>> = { EAI_AGAIN: "ENOTFOUND", EPIPE: "ECONNRESET" };

async function sendBounded(
  rest: Rest,
  client: HttpClient,
  request: PipelineRequest,
  largestBody: number,
): Promise<PipelineResponse> {
  const { hostname } = new URL(request.url);
  request.headers.set("accept-encoding", "identity");
  const streamed: PipelineRequest = {
    ...request,
    streamResponseStatusCodes: everyStatus,
    // Node.js wants an IPv6 address without the brackets that it has in a URL.
    requestOverrides: { ...request.requestOverrides, hostname: hostname.replace(/^\[|\]$/g, "") },
  };
  try {
    const { readableStreamBody, ...answer } = await client.sendRequest(streamed);
    // The SDKs would follow it with what the request holds, a secret or a token, to whatever host it names.
    answer.headers.delete("location");
    const { origin } = new URL(request.url);
    const bytes = await boundedBytes(
      readableStreamBody ?? [],
      () => new BodyTooLarge(`the answer of ${origin} is larger than ${largestBody / 2 ** 20} MiB`),
      largestBody,
    );
    return { ...answer, request, bodyAsText: bytes.toString("utf8") };
  } catch (error) {
    // Under Jest, Node.js' own errors are of another realm's Error.
    const { name, message, code } = error as NodeJS.ErrnoException;
    if (name === "AbortError" || code === undefined || error instanceof BodyTooLarge) throw error;
    throw new rest.RestError(message, { code: retriedAs[code] ?? code, request });
  }
}

/** Not retried: the next answer would be as large. */
export class BodyTooLarge extends Error {}
