import * as fc from "fast-check";
import { aftermath, cleanUp, declare, failingRun } from "./episodeParts";
import { badRead, badWrite, cutWrite, maybe, unknownWrite } from "./faultArbitraries";
import { cleanRun, type Declaration, type Fault, type HistoryStep } from "./history";
import { somebodyElse, tokensOfRuns } from "./signInEpisodes";
import { change, destroy, edit, identities, late, linked, partners, step, swap, up } from "./stepArbitraries";

/** A step, and most times the `up` that carries it out. */
const ordinary: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({ step, up: maybe(6, up) })
  .map(({ step, up }) => (up === undefined ? [step] : [step, up]));

/** Writes of unknown outcome, and what may happen before the stack finds out. */
const unknownOutcome: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({
    writes: fc.array(fc.record({ change, faults: unknownWrite }), { minLength: 1, maxLength: 2 }),
    refresh: maybe(4, fc.constant({ kind: "refresh" as const, faults: [] })),
    late: maybe(5, late),
    portal: maybe(5, fc.record({ identity: identities, partner: linked, erase: fc.constant(false) })),
    lateRefresh: maybe(3, fc.constant({ kind: "refresh" as const, faults: [] })),
    up: maybe(7, up),
  })
  .map(({ writes, refresh, late, portal, lateRefresh, up }) => [
    ...writes.flatMap(({ change, faults }): HistoryStep[] => [
      { kind: "declare", slot: "one", change },
      { kind: "up", ...cleanRun, faults },
    ]),
    ...[refresh].filter((step) => step !== undefined),
    ...(portal === undefined ? [] : [{ kind: "portal" as const, ...portal }]),
    ...[late, lateRefresh, up].filter((step) => step !== undefined),
  ]);

/** Two writes of unknown outcome; then the service gets to the first that it has not applied. */
const lateWrite: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({
    isFirst: fc.boolean(),
    first: fc.record({ partner: partners, faults: cutWrite }),
    second: fc.record({ partner: partners, faults: fc.oneof(cutWrite, unknownWrite) }),
    end: fc.oneof(destroy, up),
  })
  .map(({ isFirst, first, second, end }) => [
    declare("one", { credential: "A" }),
    ...(isFirst ? [] : [cleanUp]),
    ...[first, second].flatMap(({ partner, faults }): HistoryStep[] => [
      declare("one", { partner }),
      { kind: "up", ...cleanRun, faults },
    ]),
    { kind: "late", identity: "A" },
    end,
  ]);

/** A link is taken over by a successor that fails, is skipped, or comes in a later run; or another resource declares it too. */
const succession: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({
    dependsOn: fc.constantFrom<Declaration["dependsOn"][]>(undefined, "other", "failing"),
    driftCheck: fc.constantFrom<Declaration["driftCheck"][]>(undefined, undefined, "off"),
    how: fc.constantFrom("renamed", "renamed with an alias", "replaced by another", "joined by another"),
    run: failingRun,
    aftermath,
  })
  .map(({ dependsOn, driftCheck, how, run, aftermath }) => [
    declare("one", { credential: "A", driftCheck }),
    cleanUp,
    ...takeover(how, dependsOn),
    { kind: "up", ...run },
    ...aftermath,
  ]);

function takeover(how: string, dependsOn: Declaration["dependsOn"]): readonly HistoryStep[] {
  const other = declare("two", { credential: "A", dependsOn });
  switch (how) {
    case "replaced by another":
      return [{ kind: "remove", slot: "one" }, other];
    case "joined by another":
      return [other];
    default:
      return [{ kind: "rename", slot: "one", alias: how !== "renamed" }, declare("one", { dependsOn })];
  }
}

/** A replacement whatever diff says, of a link that may be another's by now; one that deletes first may fail half way. */
const replacement: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({
    deleteFirst: fc.boolean(),
    replaceAlways: fc.boolean(),
    taint: fc.boolean(),
    forced: fc.boolean(),
    refresh: maybe(3, fc.constant(true)),
    change: maybe(6, fc.oneof(change, fc.record({ partner: partners }))),
    run: failingRun,
    aftermath,
  })
  .map(({ deleteFirst, replaceAlways, taint, forced, refresh, change, run, aftermath }) => [
    declare("one", { credential: "A", deleteFirst, replaceAlways }),
    cleanUp,
    ...(taint ? [{ kind: "taint" as const, slot: "one" as const }] : []),
    ...(change === undefined ? [] : [declare("one", change)]),
    { kind: "up", ...run, refresh: refresh ?? false, ...(forced ? { replace: "one" as const } : {}) },
    ...aftermath,
  ]);

/** Two links exchange their credentials. */
const exchange: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({
    partner: partners,
    overwrite: fc.boolean(),
    swap,
    refresh: maybe(3, fc.constant(true)),
    run: failingRun,
    again: maybe(3, swap),
    aftermath,
  })
  .map(({ partner, overwrite, swap, refresh, run, again, aftermath }) => [
    declare("one", { credential: "A" }),
    declare("two", { credential: "B", partner, overwrite }),
    cleanUp,
    swap,
    { kind: "up", ...run, refresh: refresh ?? false },
    ...(again === undefined ? [] : [again, cleanUp]),
    ...aftermath,
  ]);

/** A replaced resource cannot be deleted, and waits for a later run. */
const pendingDelete: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({
    credential: fc.constantFrom<Declaration["credential"][]>("B", "environment"),
    edit,
    back: fc.boolean(),
    up,
  })
  .map(({ credential, edit, back, up }) => [
    declare("one", { credential: "A" }),
    cleanUp,
    declare("one", { credential }),
    {
      kind: "up",
      ...cleanRun,
      faults: [
        {
          operation: "partner.delete",
          call: 1,
          lasts: true,
          effect: { kind: "status", status: 403, code: "AuthorizationFailed" },
        },
      ],
    },
    back ? declare("one", { credential: "A" }) : edit,
    up,
  ]);

/** A write that fails, or whose answer says something else. */
const badAnswer: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({ change, isFirst: fc.boolean(), fault: badWrite, aftermath })
  .map(({ change, isFirst, fault, aftermath }) => [
    declare("one", { credential: "A" }),
    ...(isFirst ? [] : [cleanUp]),
    declare("one", change),
    { kind: "up", ...cleanRun, faults: [fault] },
    ...aftermath,
  ]);

/** A link that cannot be read, whatever wants to. */
const unread: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({ fault: badRead, how: fc.constantFrom("refresh", "destroy", "up"), aftermath })
  .map(({ fault, how, aftermath }) => [
    declare("one", { credential: "A" }),
    cleanUp,
    stepUnder(fault, how),
    ...aftermath,
  ]);

function stepUnder(fault: Fault, how: string): HistoryStep {
  const faults = [fault];
  if (how === "refresh") return { kind: "refresh", faults };
  return how === "destroy" ? { kind: "destroy", faults, kill: undefined } : { kind: "up", ...cleanRun, faults };
}

/** Others change the link of a resource. */
const drift: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({ change, partner: linked, by: fc.constantFrom("portal", "otherStack"), up })
  .map(({ change, partner, by, up }) => [
    declare("one", { ...change, credential: "A" }),
    cleanUp,
    by === "portal"
      ? { kind: "portal", identity: "A", partner, erase: false }
      : { kind: "otherStack", identity: "A", partner, again: true },
    up,
  ]);

const start: fc.Arbitrary<readonly HistoryStep[]> = fc
  .record({ change, up: maybe(8, fc.oneof(fc.constant(cleanUp), up)) })
  .map(({ change, up }) => [declare("one", change), ...(up === undefined ? [] : [up])]);

/** What a history consists of. */
export const anyEpisode: fc.Arbitrary<readonly HistoryStep[]> = fc.oneof(
  { weight: 14, arbitrary: ordinary },
  { weight: 2, arbitrary: unknownOutcome },
  { weight: 1, arbitrary: lateWrite },
  { weight: 1, arbitrary: succession },
  { weight: 1, arbitrary: replacement },
  { weight: 1, arbitrary: exchange },
  { weight: 1, arbitrary: pendingDelete },
  { weight: 1, arbitrary: badAnswer },
  { weight: 1, arbitrary: unread },
  { weight: 1, arbitrary: drift },
  { weight: 1, arbitrary: somebodyElse },
  { weight: 1, arbitrary: tokensOfRuns },
);

/** What a history may begin with. */
export const openings = {
  start,
  unknownOutcome,
  lateWrite,
  succession,
  replacement,
  exchange,
  pendingDelete,
  badAnswer,
  unread,
  drift,
  somebodyElse,
  tokensOfRuns,
} as const;
