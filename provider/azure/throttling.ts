import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { limits } from "./limits";

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

/**
 * Makes the SDKs' retries fit for every throttled answer. They retry a 429 only when they can read when to come back, and
 * then wait that long, though the call may be over by then.
 */
export function throttling(): PipelinePolicy {
  const sent = new WeakMap<PipelineRequest, { readonly start: number; readonly attempts: number }>();
  return {
    name: "throttling",
    sendRequest: async (request, next) => {
      const { start, attempts } = sent.get(request) ?? { start: Date.now(), attempts: 0 };
      sent.set(request, { start, attempts: attempts + 1 });
      const answer = await next(request);
      const wait = waitOf(answer, attempts);
      if (wait === undefined) return answer;
      if (Date.now() - start + wait > limits.operation) throw new WaitTooLong(answer, wait);
      answer.headers.set("retry-after-ms", String(wait));
      return answer;
    },
  };
}

/** Milliseconds to wait after an answer; undefined where the SDKs' own delays apply. */
function waitOf({ status, headers }: PipelineResponse, attempts: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const asked =
    milliseconds(headers.get("retry-after-ms")) ??
    milliseconds(headers.get("x-ms-retry-after-ms")) ??
    timeOf(headers.get("retry-after")) ??
    longestOf(costHeaders.map((name) => timeOf(headers.get(name)))) ??
    clockTime(headers.get("x-ms-user-quota-resets-after"));
  return asked ?? (status === 429 ? limits.firstThrottlingDelay * 2 ** attempts : undefined);
}

/** Cost Management has a quota of each kind, and a request must wait for all of them. */
const costHeaders = ["qpu", "entity", "tenant"].map(
  (kind) => `x-ms-ratelimit-microsoft.costmanagement-${kind}-retry-after`,
);

function longestOf(waits: readonly (number | undefined)[]): number | undefined {
  const known = waits.filter((wait) => wait !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** Resource Graph's `hh:mm:ss`. */
function clockTime(text: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d)$/.exec(text ?? "") ?? [];
  return hours === undefined ? undefined : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

function milliseconds(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(number) ? Math.max(0, number) : undefined;
}

/** Seconds, or a date. */
function timeOf(text: string | undefined): number | undefined {
  const seconds = milliseconds(text);
  if (seconds !== undefined) return seconds * 1000;
  const wait = Date.parse(text ?? "") - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

const day = 24 * 60 * 60;

/** When to come back, where that is after the time of a call. */
export function pause(failure: unknown): string {
  if (!(failure instanceof WaitTooLong)) return "";
  const seconds = Math.ceil(failure.milliseconds / 1000);
  return `; Azure is throttling this identity: wait ${seconds > day ? "more than a day" : `${seconds} s`} before the next try`;
}
