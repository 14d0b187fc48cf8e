import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import type { CallOutcome } from "../errors";
import { armError } from "./armError";

/** An answer of the service as it came, before the SDK reads anything into it. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly requestId?: string;
}

/** How the attempts of one call ended, a new token's included; the SDK repeats a request without telling. */
export interface ReplyTracker {
  readonly policy: PipelinePolicy;
  /** Forgets the call before. */
  readonly begin: () => void;
  /** The last answer; undefined when the last attempt had none. */
  readonly last: () => Reply | undefined;
  /** What the attempts may have changed, their answers being what they are. */
  readonly outcome: () => CallOutcome;
}

/** The connection was never made, so nothing was sent. */
const unsent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

/** For a client whose calls run one after the other. */
export function replyTracker(): ReplyTracker {
  let reply: Reply | undefined;
  let worst: CallOutcome = "none";
  return {
    policy: {
      name: "replyTracker",
      sendRequest: async (request, next) => {
        reply = undefined;
        try {
          const answer = await next(request);
          reply = replyOf(answer);
          worst = worse(worst, outcomeOf(reply));
          return answer;
        } catch (error) {
          if (!unsent.has(String((error as NodeJS.ErrnoException).code))) worst = "pending";
          throw error;
        }
      },
    },
    begin: () => {
      reply = undefined;
      worst = "none";
    },
    last: () => reply,
    outcome: () => worst,
  };
}

function replyOf({ status, bodyAsText, headers }: PipelineResponse): Reply {
  const requestId = headers.get("x-ms-request-id");
  return { status, body: bodyAsText ?? "", ...(requestId === undefined ? {} : { requestId }) };
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
