import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import type { CallOutcome } from "../errors";
import { armError } from "./armError";
import { WaitTooLong } from "./throttling";

/** An answer of a service as it came, before the SDK reads anything into it. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly requestId?: string;
}

/** How a request ended; the SDKs hide it. */
export interface Exchange {
  /** Origin of its URL. */
  readonly service: string;
  /** Absent without an answer. */
  readonly reply?: Reply;
  /** Why it came to nothing. */
  readonly failure?: unknown;
}

/** How the attempts of one call ended, a new token's included; the SDK repeats a request without telling. */
export interface ReplyTracker {
  readonly policy: PipelinePolicy;
  /** Forgets the call before. */
  readonly begin: () => void;
  /** The last attempt; undefined when none was made. */
  readonly last: () => Exchange | undefined;
  /** What the attempts may have changed, their answers being what they are. */
  readonly outcome: () => CallOutcome;
}

/** The connection was never made, so nothing was sent. */
const unsent = new Set(["ECONNREFUSED", "ENOTFOUND", "ERR_INVALID_CHAR"]);

/** For a client whose calls run one after the other. Its policy belongs outside those that bound an attempt. */
export function replyTracker(): ReplyTracker {
  let last: Exchange | undefined;
  let worst: CallOutcome = "none";
  const answered = (service: string, response: PipelineResponse, failure?: unknown): void => {
    const reply = replyOf(response);
    last = { service, reply, failure };
    worst = worse(worst, outcomeOf(reply));
  };
  return {
    policy: {
      name: "replyTracker",
      sendRequest: async (request, next) => {
        const service = new URL(request.url).origin;
        try {
          const answer = await next(request);
          answered(service, answer);
          return answer;
        } catch (failure) {
          if (failure instanceof WaitTooLong) answered(service, failure.response, failure);
          else {
            last = { service, failure };
            if (!unsent.has(String((failure as NodeJS.ErrnoException).code))) worst = "pending";
          }
          throw failure;
        }
      },
    },
    begin: () => {
      last = undefined;
      worst = "none";
    },
    last: () => last,
    outcome: () => worst,
  };
}

/** Ids of Azure's are GUIDs or the like; what is not could not be searched for. */
const requestIdForm = /^[\w.:-]{1,128}$/;

function replyOf({ status, bodyAsText, headers }: PipelineResponse): Reply {
  const requestId = headers.get("x-ms-request-id") ?? "";
  return { status, body: bodyAsText ?? "", ...(requestIdForm.test(requestId) ? { requestId } : {}) };
}

function worse(one: CallOutcome, other: CallOutcome): CallOutcome {
  return [one, other].includes("pending") ? "pending" : [one, other].includes("unknown") ? "unknown" : "none";
}

/**
 * What an answer leaves open about a write. A refusal of the service's own proves that nothing was written. A gateway
 * that gave up waiting had no answer either; a success in another form than the service's may still be on its way.
 */
function outcomeOf({ status, body }: Reply): CallOutcome {
  if (status < 300 || status === 408 || status === 504) return "pending";
  if (status >= 500 || status < 400) return "unknown";
  return status === 401 || armError(body) !== undefined ? "none" : "unknown";
}
