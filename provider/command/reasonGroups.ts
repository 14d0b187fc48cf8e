import type { Reason, ReasonId } from "../recognition/types";
import { singleLine } from "../text";

/** All reasons of one kind. */
export interface ReasonGroup {
  readonly id: ReasonId;
  /** Ids of the subscriptions that it is about; none for the whole check. */
  readonly subscriptionIds: readonly string[];
  /** What was found, each text once. */
  readonly texts: readonly string[];
  /** What to do, each text once. */
  readonly remedies: readonly string[];
}

/** The reasons by id, in the order in which the ids first occur. */
export function groupReasons(reasons: readonly Reason[]): ReasonGroup[] {
  const byId = new Map<ReasonId, Reason[]>();
  for (const reason of reasons) {
    const same = byId.get(reason.id);
    if (same === undefined) byId.set(reason.id, [reason]);
    else same.push(reason);
  }
  return [...byId].map(([id, same]) => ({
    id,
    subscriptionIds: once(same.flatMap(({ subscriptionId }) => subscriptionId ?? [])),
    texts: once(same.map(({ text }) => singleLine(text))),
    remedies: once(same.map(({ remedy }) => singleLine(remedy))),
  }));
}

function once(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "");
}
