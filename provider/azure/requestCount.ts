import { AsyncLocalStorage } from "node:async_hooks";
import type { PipelinePolicy } from "@azure/core-rest-pipeline";

interface Count {
  sent: number;
}

const counts = new AsyncLocalStorage<Count>();

/** What a call gave, and how many requests it has sent, repeated ones and those of a sign-in included. */
export interface Counted<T> {
  readonly result: T;
  readonly requests: number;
}

/** Counts the requests that a call sends from this process. */
export async function countingRequests<T>(call: () => Promise<T>): Promise<Counted<T>> {
  const count: Count = { sent: 0 };
  const result = await counts.run(count, call);
  return { result, requests: count.sent };
}

/** Belongs innermost: what is answered from memory is not sent. */
export const requestCount: PipelinePolicy = {
  name: "requestCount",
  sendRequest: (request, next) => {
    const count = counts.getStore();
    if (count !== undefined) count.sent += 1;
    return next(request);
  },
};
