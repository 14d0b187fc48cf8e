import * as fc from "fast-check";
import { aftermath, cleanUp, declare, failingRun } from "./episodeParts";
import { maybe } from "./faultArbitraries";
import type { Declaration, SignedIn, HistoryStep } from "./history";
import { change, linked } from "./stepArbitraries";

const driftChecks = fc.constantFrom<Declaration["driftCheck"][]>(undefined, undefined, "bestEffort", "off");

/** Somebody else signs in than who is linked; the program may name them, or say that it does not matter. */
export const somebodyElse: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({
    before: fc.record({
      driftCheck: driftChecks,
      credential: fc.constantFrom<Declaration["credential"][]>("environment", "A"),
    }),
    by: fc.constantFrom<SignedIn[]>("C", "C", "P"),
    named: fc.constantFrom<Partial<Declaration>[]>(
      {},
      {},
      { expectIdentity: "C" },
      { expectIdentity: "P" },
      { expectIdentity: "A" },
      { credential: "B" },
      { credential: "environment" },
    ),
    also: maybe(3, change),
    portal: maybe(3, linked),
    rotated: maybe(2, fc.boolean()),
    first: fc.constantFrom<HistoryStep["kind"][]>("preview", "refresh", "up", "up"),
    run: failingRun,
    aftermath,
    back: fc.boolean(),
  })
  .map(({ before, by, named, also, portal, rotated, first, run, aftermath, back }) => [
    declare("one", before),
    cleanUp,
    { kind: "signIn", as: by },
    ...(portal === undefined
      ? []
      : [{ kind: "portal" as const, identity: "A" as const, partner: portal, erase: false }]),
    ...(rotated === undefined ? [] : [{ kind: "rotate" as const, identity: "A" as const, told: rotated }]),
    declare("one", { ...also, ...named }),
    ...(first === "preview" ? [{ kind: "preview" as const }] : []),
    ...(first === "refresh" ? [{ kind: "refresh" as const, faults: [] }] : []),
    { kind: "up", ...run },
    ...(back ? [{ kind: "signIn" as const, as: "A" as const }, cleanUp] : []),
    ...aftermath,
  ]);

/** A link that is made with a token of its run, and runs without the program, which may have none. */
export const tokensOfRuns: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({
    driftCheck: driftChecks,
    isThere: fc.boolean(),
    then: fc.constantFrom("refresh", "destroy", "remove", "up", "another", "secret"),
    refresh: fc.boolean(),
    run: failingRun,
    aftermath,
  })
  .map(({ driftCheck, isThere, then, refresh, run, aftermath }) => [
    declare("one", { credential: "A", byToken: true, driftCheck }),
    cleanUp,
    { kind: "token", isThere },
    ...withoutProgram(then),
    { kind: "up", ...run, refresh },
    ...aftermath,
  ]);

function withoutProgram(then: string): readonly HistoryStep[] {
  switch (then) {
    case "refresh":
      return [{ kind: "refresh", faults: [] }];
    case "destroy":
      return [{ kind: "destroy", faults: [], kill: undefined }];
    case "remove":
      return [{ kind: "remove", slot: "one" }];
    case "another":
      return [declare("one", { credential: "B" })];
    case "secret":
      return [declare("one", { byToken: false })];
    default:
      return [];
  }
}
