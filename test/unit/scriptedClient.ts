import type { LiveLink, Observation, PartnerClient } from "../../provider/azure/partnerClient";

/** One call that is expected, and its answer: a link, nothing, or the error it fails with. */
export type Step =
  | readonly ["look", Observation | Error]
  | readonly ["put" | "patch", string, LiveLink | Error]
  | readonly ["remove", string, undefined | Error];

/** A service that answers the calls of a script in order and keeps a record of those that came. */
export function scriptedClient(script: readonly Step[]): { client: PartnerClient; calls: string[] } {
  const steps = [...script];
  const calls: string[] = [];
  const answer = <T extends Observation>(call: string): Promise<T> => {
    calls.push(call);
    const step = steps.shift();
    const expected = step === undefined ? "nothing more" : callOf(step);
    if (call !== expected) return Promise.reject(new Error(`the script expects ${expected}, not ${call}`));
    const result = step?.at(-1) as T | Error;
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
  };
  const client: PartnerClient = {
    look: () => answer("look"),
    put: (partnerId) => answer<LiveLink>(`put ${partnerId}`),
    patch: (partnerId) => answer<LiveLink>(`patch ${partnerId}`),
    remove: (partnerId) => answer<undefined>(`remove ${partnerId}`),
  };
  return { client, calls };
}

export function callOf(step: Step): string {
  return step[0] === "look" ? "look" : `${step[0]} ${step[1]}`;
}
