import type { PipelinePolicy, PipelineRequest, PipelineResponse, SendRequest } from "@azure/core-rest-pipeline";
import { limits } from "./limits";

/** What is said of a service that did not answer within so many milliseconds. */
export function noAnswer(service: string, ms: number): string {
  return `no answer from ${service} within ${ms / 1000} s`;
}

/**
 * Runs a call with a signal that ends it after so many milliseconds, and leaves no timer behind: those of
 * `AbortSignal.timeout` hold what they were to end until their time has come.
 */
export async function within<T>(ms: number, call: (end: AbortSignal) => Promise<T>): Promise<T> {
  const end = new AbortController();
  if (ms <= 0) end.abort();
  const timer = setTimeout(() => {
    end.abort();
  }, ms).unref();
  try {
    return await call(end.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Sends a request that ends with this signal, too. */
export async function endWith(
  end: AbortSignal,
  request: PipelineRequest,
  next: SendRequest,
): Promise<PipelineResponse> {
  const given = request.abortSignal as AbortSignal | undefined;
  if (given === undefined || given === end) return await sendWith(end, request, next);
  // Not AbortSignal.any, which takes as long as a whole request and keeps memory.
  const either = new AbortController();
  const abort = (): void => {
    either.abort();
  };
  const signals = [end, given];
  if (signals.some(({ aborted }) => aborted)) abort();
  for (const signal of signals) signal.addEventListener("abort", abort);
  try {
    return await sendWith(either.signal, request, next);
  } finally {
    for (const signal of signals) signal.removeEventListener("abort", abort);
  }
}

async function sendWith(end: AbortSignal, request: PipelineRequest, next: SendRequest): Promise<PipelineResponse> {
  const given = request.abortSignal;
  request.abortSignal = end;
  try {
    return await next(request);
  } finally {
    if (given === undefined) delete request.abortSignal;
    else request.abortSignal = given;
  }
}

/**
 * Bounds each attempt of a request, inside the retries: an attempt without an answer is tried again like a cut
 * connection. The SDKs' own `timeout` leaves its timer behind when a connection fails, and a program that looks up a link
 * would not end before it.
 */
export const attemptTimeout: PipelinePolicy = {
  name: "attemptTimeout",
  sendRequest: (request, next) =>
    within(limits.request, async (attempt) => {
      const whole = request.abortSignal;
      try {
        return await endWith(attempt, request, next);
      } catch (error) {
        const service = new URL(request.url).origin;
        if (whole?.aborted === true) throw new OutOfTime(service, request);
        if (!attempt.aborted) throw error;
        const { RestError } = require("@azure/core-rest-pipeline") as typeof import("@azure/core-rest-pipeline");
        throw new RestError(noAnswer(service, limits.request), { code: "ETIMEDOUT", request });
      }
    }),
};

/** Ends all requests of a call together: for clients that hand on no signal. */
export function endingWith(end: AbortSignal): PipelinePolicy {
  return { name: "endingWith", sendRequest: (request, next) => endWith(end, request, next) };
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
