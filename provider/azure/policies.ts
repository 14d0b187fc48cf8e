import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { limits } from "./limits";
import { noAnswer, WaitTooLong } from "./unanswered";

/**
 * Bounds each attempt of a request, inside the retries: an attempt without an answer is tried again like a cut
 * connection. The SDKs' own `timeout` leaves its timer behind when a connection fails, and a program that looks up a link
 * would not end before it.
 */
export const attemptBound: PipelinePolicy = {
  name: "attemptBound",
  sendRequest: async (request, next) => {
    const whole = request.abortSignal as AbortSignal | undefined;
    const attempt = AbortSignal.timeout(limits.request);
    request.abortSignal = whole === undefined ? attempt : AbortSignal.any([attempt, whole]);
    try {
      return await next(request);
    } catch (error) {
      const service = new URL(request.url).origin;
      if (whole?.aborted === true) throw new OutOfTime(service, request);
      if (!attempt.aborted) throw error;
      const { RestError } = require("@azure/core-rest-pipeline") as typeof import("@azure/core-rest-pipeline");
      throw new RestError(noAnswer(service, limits.request), { code: "ETIMEDOUT", request });
    } finally {
      if (whole === undefined) delete request.abortSignal;
      else request.abortSignal = whole;
    }
  },
};

/** Bounds all that a client asks for together, its waiting included, outside the retries: for clients that hand on no signal. */
export function callBound(): PipelinePolicy {
  let end: AbortSignal | undefined;
  return {
    name: "callBound",
    sendRequest: (request, next) => {
      end ??= AbortSignal.timeout(limits.operation);
      const given = request.abortSignal as AbortSignal | undefined;
      request.abortSignal = given === undefined ? end : AbortSignal.any([given, end]);
      return next(request);
    },
  };
}

/** The time for a whole call is over, whatever the attempt at hand ended with. */
class OutOfTime extends Error {
  override readonly name = "AbortError";

  constructor(
    service: string,
    readonly request: PipelineRequest,
  ) {
    super(noAnswer(service, limits.operation));
  }
}

/** Ends a request whose answer asks to come back only after its time is over: the SDKs would wait for nothing. */
export function waitBound(): PipelinePolicy {
  const began = new WeakMap<PipelineRequest, number>();
  return {
    name: "waitBound",
    sendRequest: async (request, next) => {
      const start = began.get(request) ?? Date.now();
      began.set(request, start);
      const answer = await next(request);
      const wait = waitOf(answer);
      if (wait !== undefined && Date.now() - start + wait > limits.operation) throw new WaitTooLong(answer, wait);
      return answer;
    },
  };
}

/** Milliseconds that the SDKs would wait after this answer, because it asks for them. */
function waitOf({ status, headers }: PipelineResponse): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  for (const name of ["retry-after-ms", "x-ms-retry-after-ms"]) {
    const wait = headers.get(name);
    if (wait !== undefined && Number.isFinite(Number(wait))) return Number(wait);
  }
  const given = headers.get("retry-after");
  if (given === undefined) return undefined;
  const wait = Number.isFinite(Number(given)) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Number.isFinite(wait) ? wait : undefined;
}

/** How the last request of a client ended, for clients that hide it. */
export interface LastAnswer {
  /** HTTP status; absent without an answer. */
  status?: number;
  /** Why the request came to nothing. */
  failure?: unknown;
}

/** Keeps how each request ended. */
export function noteAnswer(last: LastAnswer): PipelinePolicy {
  return {
    name: "noteAnswer",
    sendRequest: async (request, next) => {
      delete last.status;
      delete last.failure;
      try {
        const answer = await next(request);
        last.status = answer.status;
        return answer;
      } catch (failure) {
        last.failure = failure;
        throw failure;
      }
    },
  };
}
