import * as fc from "fast-check";
import { failedWrite, maybe } from "./faultArbitraries";
import { cleanRun, type Declaration, type Run, type HistoryStep } from "./history";
import { destroy, edit, order, slots, up } from "./stepArbitraries";

export function declare(slot: "one" | "two", change: Partial<Declaration>): HistoryStep {
  return { kind: "declare", slot, change };
}

export const cleanUp: HistoryStep = { kind: "up", ...cleanRun };

/** A run in which one write fails, and most times the rest goes on. */
export const failingRun: fc.Arbitrary<Run> = fc
  .record({ continues: fc.constantFrom(true, true, false), fails: fc.boolean(), order, fault: maybe(5, failedWrite) })
  .map(({ fault, ...run }) => ({ ...cleanRun, ...run, faults: fault === undefined ? [] : [fault] }));

/** What may come after a run that failed in part. */
export const aftermath: fc.Arbitrary<readonly HistoryStep[]> = fc.oneof(
  fc.constant([]),
  fc.constant([cleanUp]),
  destroy.map((step) => [step]),
  fc.tuple(fc.record({ kind: fc.constant("remove" as const), slot: slots }), up),
  fc.tuple(edit, up),
);
