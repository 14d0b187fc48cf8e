import type { PartnerClient } from "../../provider/azure/partnerClient";
import type { LiveLink } from "../../provider/azure/partnerLink";

/** One call that is expected, and its answer: a link, nothing, or the error it fails with. */
export type ScriptedCall =
  | readonly ["get", LiveLink | Error | undefined]
  | readonly ["create" | "update", string, LiveLink | Error]
  | readonly ["delete", string, Error | undefined];

/** A service that answers the calls of a script in order and keeps a record of those that came. */
export function scriptedClient(script: readonly ScriptedCall[]): { client: PartnerClient; calls: string[] } {
  const left = [...script];
  const calls: string[] = [];
  const answer = <T extends LiveLink | undefined>(call: string): Promise<T> => {
    calls.push(call);
    const next = left.shift();
    const expected = next === undefined ? "nothing more" : callOf(next);
    if (call !== expected) return Promise.reject(new Error(`the script expects ${expected}, not ${call}`));
    const result = next?.at(-1) as T | Error;
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
  };
  const client: PartnerClient = {
    get: () => answer("get"),
    create: (partnerId) => answer<LiveLink>(`create ${partnerId}`),
    update: (partnerId) => answer<LiveLink>(`update ${partnerId}`),
    delete: (partnerId) => answer<undefined>(`delete ${partnerId}`),
  };
  return { client, calls };
}

export function callOf(call: ScriptedCall): string {
  return call[0] === "get" ? "get" : `${call[0]} ${call[1]}`;
}
