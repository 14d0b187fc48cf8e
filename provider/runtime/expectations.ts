import type { Identity } from "../azure/identity";
import type { LiveLink } from "../azure/partnerClient";
import * as messages from "./messages";
import { expectationOf, type Properties } from "./state";

/** Why the identity that signed in is not the expected one; undefined when it is, or none is expected. */
export function unexpectedIdentity(inputs: Properties, identity: Identity): string | undefined {
  const expected = expectationOf(inputs);
  for (const property of ["tenantId", "objectId"] as const) {
    const wanted = expected?.[property];
    if (wanted !== undefined && wanted !== identity[property]) {
      return messages.notExpected(property, wanted, identity[property], identity);
    }
  }
  return undefined;
}

/** Whether the link's partner has the expected name: `unknown` when the service gives none. */
export function partnerNameVerdict(inputs: Properties, live: LiveLink): "fine" | "unknown" | "other" {
  const expected = expectationOf(inputs)?.partnerName;
  if (expected === undefined) return "fine";
  if (live.partnerName === undefined) return "unknown";
  return sameName(expected, live.partnerName) ? "fine" : "other";
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
