import type { PipelinePolicy, PipelineRequest, PipelineResponse, SendRequest } from "@azure/core-rest-pipeline";
import { limits } from "./limits";
import { endWith, OutOfTime, within } from "./timeouts";

interface Waiting {
  /** When the host last answered. */
  answered?: number;
  /** Until when an answer is waited for, once it is known to hang. */
  until?: number;
}

const services = new Map<string, Waiting>();

function waitingFor(service: string): Waiting {
  const known = services.get(service) ?? {};
  services.set(service, known);
  return known;
}

/** What is waited for: sign-in and Resource Manager may share a host, of which one hangs. */
export function serviceAt(url: string): string {
  const { origin, pathname } = new URL(url);
  return pathname.startsWith("/providers/") ? `${origin}/providers` : origin;
}

/**
 * A host that hangs is waited for once a process, as long as a call may take: the engine reads one link after the other,
 * and would wait as long for each.
 */
export const patience: PipelinePolicy = {
  name: "patience",
  sendRequest: async (request, next) => {
    const host = waitingFor(serviceAt(request.url));
    const { until } = host;
    try {
      const answer = until === undefined ? await next(request) : await sendUntil(until, request, next);
      host.answered = Date.now();
      delete host.until;
      return answer;
    } catch (error) {
      if (error instanceof OutOfTime && isRead(request) && isSilent(host)) host.until ??= Date.now();
      throw error;
    }
  },
};

/** Somebody has waited for the service since then, without an answer. */
export function noteHanging(service: string, since: number): void {
  const host = waitingFor(service);
  if (host.answered === undefined || host.answered < since) host.until ??= since + limits.operation;
}

async function sendUntil(until: number, request: PipelineRequest, next: SendRequest): Promise<PipelineResponse> {
  const left = until - Date.now();
  if (left <= 0) throw new OutOfTime(new URL(request.url).origin, request);
  return await within(left, (end) => endWith(end, request, next));
}

/** One write that is not answered says little of a host; a sign-in is a POST. */
function isRead({ method }: PipelineRequest): boolean {
  return method === "GET" || method === "POST";
}

/** Whether no other request got an answer either while this one waited. */
function isSilent({ answered }: Waiting): boolean {
  return answered === undefined || Date.now() - answered > limits.request;
}
