import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import { isTransient } from "./failures";
import { serviceAt } from "./patience";
import { endWith } from "./timeouts";

/** A call that asks once, whatever comes of it. */
export interface OneAttempt {
  /** Belongs outside all others. */
  readonly policy: PipelinePolicy;
  /** Service that has not answered yet. */
  readonly waitingFor: () => string | undefined;
  /** Whether an answer asked to come back later. */
  readonly isThrottled: () => boolean;
}

/** The SDKs retry what they know to pass; this is none of it. */
class NoSecondAttempt extends Error {}

/** @param end - ends the request at hand. */
export function oneAttempt(end: AbortSignal): OneAttempt {
  let waitingFor: string | undefined;
  let isThrottled = false;
  return {
    policy: {
      name: "oneAttempt",
      sendRequest: async (request, next) => {
        waitingFor = serviceAt(request.url);
        const answer = await endWith(end, request, next).catch((error: unknown) => {
          throw new NoSecondAttempt("no answer", { cause: error });
        });
        waitingFor = undefined;
        isThrottled ||= answer.status === 429;
        if (isTransient(answer.status)) throw new NoSecondAttempt(`HTTP ${answer.status}`);
        return answer;
      },
    },
    waitingFor: () => waitingFor,
    isThrottled: () => isThrottled,
  };
}
