import type { PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";

/** What is said of a service that did not answer within so many milliseconds. */
export function noAnswer(service: string, ms: number): string {
  return `no answer from ${service} within ${ms / 1000} s`;
}

/** The service asks to wait longer than a call may take. */
export class WaitTooLong extends Error {
  readonly statusCode: number;
  readonly request: PipelineRequest;

  constructor(
    readonly response: PipelineResponse,
    readonly milliseconds: number,
  ) {
    super("the service asks to wait longer than a call may take");
    this.statusCode = response.status;
    this.request = response.request;
  }
}

const day = 24 * 60 * 60;

/** When to come back, where that is after the time of a call. */
export function pause(failure: unknown): string {
  if (!(failure instanceof WaitTooLong)) return "";
  const seconds = Math.ceil(failure.milliseconds / 1000);
  return `; Azure is throttling this identity: retry after ${seconds > day ? "more than a day" : `${seconds} s`}`;
}
