import type { PipelinePolicy, PipelineRequest } from "@azure/core-rest-pipeline";
import { limits } from "./limits";

/** What is said of a service that did not answer within so many milliseconds. */
export function noAnswer(service: string, ms: number): string {
  return `no answer from ${service} within ${ms / 1000} s`;
}

/**
 * Bounds each attempt of a request, inside the retries: an attempt without an answer is tried again like a cut
 * connection. The SDKs' own `timeout` leaves its timer behind when a connection fails, and a program that looks up a link
 * would not end before it.
 */
export const attemptTimeout: PipelinePolicy = {
  name: "attemptTimeout",
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

/** Has the request end with this signal, too. */
export function endWith(request: PipelineRequest, end: AbortSignal): void {
  const given = request.abortSignal as AbortSignal | undefined;
  request.abortSignal = given === undefined ? end : AbortSignal.any([given, end]);
}

/** Bounds all requests of a call together: for clients that hand on no signal. */
export function callTimeout(): PipelinePolicy {
  const end = AbortSignal.timeout(limits.operation);
  return {
    name: "callTimeout",
    sendRequest: (request, next) => {
      endWith(request, end);
      return next(request);
    },
  };
}

/** The time for a whole call is over, whatever the attempt at hand ended with. */
export class OutOfTime extends Error {
  override readonly name = "AbortError";

  constructor(
    service: string,
    readonly request: PipelineRequest,
  ) {
    super(noAnswer(service, limits.operation));
  }
}
