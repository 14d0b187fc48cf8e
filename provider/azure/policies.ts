import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { limits } from "./limits";

/**
 * Bounds each attempt of a request, inside the retries: an attempt without an answer is tried again like a cut
 * connection. The SDKs' own `timeout` leaves its timer behind when a connection fails, and a program that looks up a link
 * would not end before it.
 *
 * @param whole - ends every request, for clients that do not hand on the signal they are given.
 */
export function attemptBound(whole?: AbortSignal): PipelinePolicy {
  return {
    name: "attemptBound",
    sendRequest: async (request, next) => {
      const given = request.abortSignal as AbortSignal | undefined;
      const attempt = AbortSignal.timeout(limits.request);
      const ends = [given, whole].filter((signal) => signal !== undefined);
      request.abortSignal = AbortSignal.any([attempt, ...ends]);
      try {
        return await next(request);
      } catch (error) {
        const service = new URL(request.url).origin;
        if (ends.some(({ aborted }) => aborted)) throw new OutOfTime(service, request);
        if (!attempt.aborted) throw error;
        const { RestError } = await import("@azure/core-rest-pipeline");
        throw new RestError(noAnswer(service, limits.request), { code: "ETIMEDOUT", request });
      } finally {
        if (given === undefined) delete request.abortSignal;
        else request.abortSignal = given;
      }
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

/** What is said of a service that did not answer within so many milliseconds. */
export function noAnswer(service: string, ms: number): string {
  return `no answer from ${service} within ${ms / 1000} s`;
}

/** The service asks to wait longer than a call may take; the SDKs' retries would do so. */
export class WaitTooLong extends Error {
  readonly statusCode: number;
  readonly request: PipelineRequest;

  constructor(
    readonly response: PipelineResponse,
    readonly seconds: number,
  ) {
    super("the service asks to wait longer than a call may take");
    this.statusCode = response.status;
    this.request = response.request;
  }
}

/** When to come back, where that is after the time of a call. */
export function pause(failure: unknown): string {
  return failure instanceof WaitTooLong ? `; Azure asks to wait ${failure.seconds} s` : "";
}

/** Ends a request whose answer asks to come back only after its time is over, instead of waiting for nothing. */
export function waitBound(): PipelinePolicy {
  const began = new WeakMap<PipelineRequest, number>();
  return {
    name: "waitBound",
    sendRequest: async (request, next) => {
      const start = began.get(request) ?? Date.now();
      began.set(request, start);
      const answer = await next(request);
      const isThrottled = answer.status === 429 || answer.status === 503;
      const seconds = Number(answer.headers.get("retry-after"));
      if (isThrottled && Date.now() - start + seconds * 1000 > limits.operation) throw new WaitTooLong(answer, seconds);
      return answer;
    },
  };
}

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
