import type { CallbackName, Properties } from "./callbacks";
import type { Name } from "./history";
import { type SettledLink, settledIn } from "./isForeignLink";
import type { Made, ModelWorld } from "./world";

/** What the provider can know of links from the states that it was passed in this run. */
export interface RunMemory {
  /** A callback was called with inputs of the program. */
  noteCall(callback: CallbackName, urn: string | undefined): void;
  /** URNs of the resources that were checked. */
  checked(): readonly string[];
  wasChecked(urn: string): boolean;
  /** Whether the resource was checked and, then, compared, created or updated; a refresh compares it without a check. */
  wasCalled(urn: string): boolean;
  note(identity: Name, state: Properties): void;
  /** Whether a state said that the stack created exactly the link that stands. */
  hasSeenCreated(identity: Name, link: Pick<Made, "partner" | "version">): boolean;
  /** Whether a state said that the stack created a link to the same partner, and no other writer has changed it since. */
  isUntouched(identity: Name, link: Pick<Made, "partner" | "version">): boolean;
}

export function startRunMemory(world: ModelWorld): RunMemory {
  const created = new Map<Name, SettledLink[]>();
  const createdTo = (identity: Name, partner: string): readonly SettledLink[] =>
    (created.get(identity) ?? []).filter((link) => link.partnerId === partner);
  const [checked, called] = [new Set<string>(), new Set<string>()];
  return {
    noteCall: (callback, urn) => {
      if (urn === undefined) return;
      if (callback === "check") checked.add(urn);
      else if (checked.has(urn)) called.add(urn);
    },
    checked: () => [...checked],
    wasChecked: (urn) => checked.has(urn),
    wasCalled: (urn) => called.has(urn),
    note: (identity, state) => {
      const settled = settledIn(state);
      if (settled?.created === true) created.set(identity, [...(created.get(identity) ?? []), settled]);
    },
    hasSeenCreated: (identity, { partner, version }) =>
      createdTo(identity, partner).some((link) => link.version === version),
    isUntouched: (identity, { partner }) =>
      createdTo(identity, partner).some(({ version = 0 }) => !world.isWrittenByOthersSince(identity, version)),
  };
}
