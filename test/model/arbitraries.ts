import { type Behaviour, behaviourTable } from "partner-admin-link-emulator";
import * as fc from "fast-check";
import { anyEpisode, openings } from "./episodes";
import { maybe } from "./faultArbitraries";
import type { History } from "./history";

/** Some of what is not recorded of the real service, now one way and now another. */
const behaviour: fc.Arbitrary<Partial<Behaviour>> = fc.record(
  {
    createSamePartner: fc.constantFrom(...behaviourTable.createSamePartner.values),
    alreadyLinked: fc.constantFrom(...behaviourTable.alreadyLinked.values),
    getUnlinked: fc.constantFrom(...behaviourTable.getUnlinked.values),
    updateUnlinked: fc.constantFrom(...behaviourTable.updateUnlinked.values),
    updateSamePartner: fc.constantFrom(...behaviourTable.updateSamePartner.values),
    deleteUnlinked: fc.constantFrom(...behaviourTable.deleteUnlinked.values),
    deleteOtherPartner: fc.constantFrom(...behaviourTable.deleteOtherPartner.values),
    partnerName: fc.constantFrom(...behaviourTable.partnerName.values),
  },
  { requiredKeys: [] },
);

export type Opening = keyof typeof openings;

const anyOpening = fc.oneof(
  { weight: 8, arbitrary: openings.start },
  ...Object.values(openings).map((arbitrary) => ({ weight: 1, arbitrary })),
);

/** Histories that begin in this way, or in any. */
export function historiesFrom(opening?: Opening): fc.Arbitrary<History> {
  return fc
    .record({
      behaviour: maybe(3, behaviour).map((given) => given ?? {}),
      start: opening === undefined ? anyOpening : openings[opening],
      episodes: fc.array(anyEpisode, { maxLength: 5, size: "max" }),
    })
    .map(({ behaviour, start, episodes }) => ({ behaviour, steps: [...start, ...episodes.flat()] }));
}
