import type { Emulator, RequestRecord } from "partner-admin-link-emulator";
import { nameOfIdentity } from "./identities";

/** Requests that a client sends once a process, whatever it does then; how many there are says nothing of ours. */
const discovery = ["entra.instanceDiscovery", "entra.openidConfiguration", "entra.keys", "metadata.get"];

/** The requests that count, as `identity operation status`. */
export function requestLines(requests: readonly RequestRecord[]): string[] {
  const counted = requests.filter(({ operation }) => !discovery.includes(operation));
  return counted.map(({ objectId, operation, status }) => `${nameOfIdentity(objectId)} ${operation} ${status}`);
}

/** What each identity is linked to, tombstones included. */
export function linksOf(emulator: Emulator): Record<string, string> {
  const links = emulator.links().map(({ objectId, partnerId, state, version }): [string, string] => {
    return [nameOfIdentity(objectId), `${partnerId} ${state} version ${version}`];
  });
  return Object.fromEntries(links.sort());
}
