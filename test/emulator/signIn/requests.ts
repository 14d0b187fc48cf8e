import type { Emulator } from "../../../emulator/azure";

/** Requests that clients send once a process, whatever they do then. */
const discovery = new Set(["entra.instanceDiscovery", "entra.openidConfiguration", "entra.keys", "metadata.get"]);

/** Operations since the log was cleared, discovery aside: one token each, and nothing that was not to be tried. */
export function requestsThatCount(emulator: Emulator): string[] {
  return emulator.requests().flatMap(({ operation }) => (discovery.has(operation) ? [] : [operation]));
}
