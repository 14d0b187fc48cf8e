import type { Properties } from "./callbacks";

/**
 * Whether a link is not the stack's to change: nobody knows whether the stack has made its own, and it is neither that nor
 * what the write of unknown outcome had found and might replace.
 */
export function isSomebodyElses(state: Properties, live: string | null): boolean {
  if (state["state"] !== undefined || live === null || live === state["__declaredPartnerId"]) return false;
  const pending = (state["__pending"] ?? []) as readonly unknown[];
  return live !== (state["__former"] as Properties | undefined)?.["partnerId"] && !pending.includes(live);
}
