import { type Behaviour, behaviourTable, type FaultEffect, type Operation } from "partner-admin-link-emulator";
import * as fc from "fast-check";
import {
  cleanRun,
  type Declaration,
  type Fault,
  type History,
  type Kill,
  type Meanwhile,
  type Name,
  partnerNames,
  type Run,
  type Slot,
  type Step,
  unknownPartner,
} from "./history";

const slots = fc.constantFrom<Slot[]>("one", "two");
const identities = fc.constantFrom<Name[]>("A", "B", "C");
const partners = fc.constantFrom(...Object.keys(partnerNames));
const anyPartner = fc.oneof({ weight: 20, arbitrary: partners }, { weight: 1, arbitrary: fc.constant(unknownPartner) });
const linked = fc.oneof({ weight: 3, arbitrary: partners }, { weight: 1, arbitrary: fc.constant(null) });

/** So many times in ten; the shortest history goes without. */
function maybe<T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 10 - weight, arbitrary: fc.constant(undefined) },
    { weight, arbitrary },
  );
}

const answered = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): FaultEffect => ({
  kind: "status",
  status,
  code,
  headers,
});

const lostReply: FaultEffect = { kind: "reset", when: "after" };

const effects: fc.Arbitrary<FaultEffect> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(lostReply) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<FaultEffect[]>(
      { kind: "reset", when: "before" },
      answered(401, "InvalidAuthenticationToken"),
      answered(403, "AuthorizationFailed"),
      answered(404, "NoRegisteredProviderFound"),
      answered(409, "Conflict"),
      answered(429, "TooManyRequests", { "Retry-After": "0" }),
      answered(500, "InternalServerError"),
      answered(503, "ServiceUnavailable"),
      { kind: "truncate" },
      { kind: "html" },
      { kind: "html", status: 200 },
      { kind: "html", status: 404 },
      { kind: "contentType", contentType: "text/plain" },
    ),
  },
);

const operations = [
  "partners.get",
  "partner.create",
  "partner.update",
  "partner.delete",
] as const satisfies Operation[];

const serviceFault: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constantFrom<Operation[]>(...operations),
  call: fc.constantFrom(1, 1, 1, 2, 3),
  lasts: fc.boolean(),
  effect: effects,
});

const signInFault: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constantFrom<Operation[]>("entra.token", "metadata.get"),
  call: fc.integer({ min: 1, max: 2 }),
  lasts: fc.boolean(),
  effect: fc.constantFrom<FaultEffect[]>({ kind: "aadsts", code: 7000215 }, { kind: "html" }),
});

const fault = fc.oneof({ weight: 6, arbitrary: serviceFault }, { weight: 1, arbitrary: signInFault });

function maybeFaults(weight: number): fc.Arbitrary<readonly Fault[]> {
  return maybe(weight, fc.array(fault, { minLength: 1, maxLength: 2 })).map((faults) => faults ?? []);
}

const kill: fc.Arbitrary<Kill> = fc.record({
  callback: fc.constantFrom<Kill["callback"][]>("create", "update", "delete"),
  request: fc.integer({ min: 1, max: 4 }),
  effect: fc.boolean(),
});

const meanwhile: fc.Arbitrary<Meanwhile> = fc.record({
  before: fc.constantFrom<Meanwhile["before"][]>("update phase", "create", "update", "delete"),
  identity: identities,
  partner: linked,
});

const oneChange: fc.Arbitrary<Partial<Declaration>> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ partner: anyPartner }) },
  {
    weight: 3,
    arbitrary: fc.record({
      credential: fc.constantFrom<Declaration["credential"][]>("A", "B", "environment", "environment"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ overwrite: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ expect: maybe(7, partners), partner: anyPartner }) },
  {
    weight: 1,
    arbitrary: fc.record({ onDelete: fc.constantFrom<Declaration["onDelete"][]>(undefined, "unlink", "retain") }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      driftCheck: fc.constantFrom<Declaration["driftCheck"][]>(undefined, "required", "bestEffort", "off"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ignorePartner: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ import: maybe(7, identities) }) },
);

const run: fc.Arbitrary<Run> = fc.record({
  preview: maybe(3, fc.constant(true)).map((given) => given ?? false),
  refresh: maybe(1, fc.constant(true)).map((given) => given ?? false),
  eager: fc.boolean().map((isSlow) => !isSlow),
  replace: maybe(1, slots),
  faults: maybeFaults(4),
  kill: maybe(1, kill),
  meanwhile: maybe(1, meanwhile),
});

const change: fc.Arbitrary<Partial<Declaration>> = fc
  .array(oneChange, { minLength: 1, maxLength: 3 })
  .map((changes) => Object.assign({}, ...changes) as Partial<Declaration>);

const up: fc.Arbitrary<Step> = run.map((options) => ({ kind: "up", ...options }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("declare"), slot: slots, change }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove"), slot: slots }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename"), slot: slots, alias: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("signIn"), as: fc.constantFrom<("A" | "C")[]>("C", "A", "C") }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rotate"), identity: identities, told: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("portal"), identity: identities, partner: linked, erase: fc.boolean() }),
  },
  { weight: 3, arbitrary: up },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("preview") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refresh"), faults: maybeFaults(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("destroy"), faults: maybeFaults(3), kill: maybe(1, kill) }) },
);

/** A step, and most times the `up` that carries it out. */
const ordinary: fc.Arbitrary<readonly Step[]> = fc
  .record({ step, up: maybe(6, up) })
  .map(({ step, up }) => (up === undefined ? [step] : [step, up]));

/** A write, and from some look on all looks, whose answers say nothing: nobody knows what became of it. */
const riddle: fc.Arbitrary<readonly Fault[]> = fc
  .record({
    operation: fc.constantFrom<Operation[]>("partner.create", "partner.update"),
    effect: fc.constantFrom<FaultEffect[]>({ kind: "truncate" }, { kind: "html", status: 200 }, lostReply),
    firstLook: fc.integer({ min: 2, max: 3 }),
  })
  .map(({ operation, effect, firstLook }) => [
    { operation, call: 1, lasts: true, effect },
    { operation: "partners.get", call: firstLook, lasts: true, effect },
  ]);

/** Writes of unknown outcome, and what may happen before the stack finds out. */
const unknownOutcome: fc.Arbitrary<readonly Step[]> = fc
  .record({
    writes: fc.array(fc.record({ change, faults: riddle }), { minLength: 1, maxLength: 2 }),
    refresh: maybe(4, fc.constant({ kind: "refresh" as const, faults: [] })),
    portal: maybe(5, fc.record({ identity: identities, partner: linked, erase: fc.constant(false) })),
    lateRefresh: maybe(3, fc.constant({ kind: "refresh" as const, faults: [] })),
    up: maybe(7, up),
  })
  .map(({ writes, refresh, portal, lateRefresh, up }) => [
    ...writes.flatMap(({ change, faults }): Step[] => [
      { kind: "declare", slot: "one", change },
      { kind: "up", ...cleanRun, faults },
    ]),
    ...[refresh].filter((step) => step !== undefined),
    ...(portal === undefined ? [] : [{ kind: "portal" as const, ...portal }]),
    ...[lateRefresh, up].filter((step) => step !== undefined),
  ]);

const episode = fc.oneof({ weight: 6, arbitrary: ordinary }, { weight: 1, arbitrary: unknownOutcome });

const start: fc.Arbitrary<readonly Step[]> = fc
  .record({ change, up: maybe(8, fc.oneof(fc.constant({ kind: "up" as const, ...cleanRun }), up)) })
  .map(({ change, up }) => [{ kind: "declare", slot: "one", change }, ...(up === undefined ? [] : [up])]);

/** Some of what nobody has recorded of the real service, now one way and now another. */
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

export const histories: fc.Arbitrary<History> = fc
  .record({
    behaviour: maybe(3, behaviour).map((given) => given ?? {}),
    start,
    episodes: fc.array(episode, { maxLength: 5, size: "max" }),
  })
  .map(({ behaviour, start, episodes }) => ({ behaviour, steps: [...start, ...episodes.flat()] }));
