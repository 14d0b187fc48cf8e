import * as fc from "fast-check";
import { kill, maybe, maybeFaults, meanwhile } from "./faultArbitraries";
import {
  type Declaration,
  type Name,
  type Order,
  partnerNames,
  type Run,
  type SignedIn,
  type Slot,
  type HistoryStep,
  unknownPartner,
} from "./history";

export const slots = fc.constantFrom<Slot[]>("one", "two");
export const identities = fc.constantFrom<Name[]>("A", "B", "C");
const anybody = fc.constantFrom<Name[]>("A", "B", "C", "P");
export const partners = fc.constantFrom(...Object.keys(partnerNames));
const anyPartner = fc.oneof({ weight: 20, arbitrary: partners }, { weight: 1, arbitrary: fc.constant(unknownPartner) });
export const linked = fc.oneof({ weight: 3, arbitrary: partners }, { weight: 1, arbitrary: fc.constant(null) });

const flag = (weight: number): fc.Arbitrary<boolean> => maybe(weight, fc.constant(true)).map((given) => given ?? false);

const oneChange: fc.Arbitrary<Partial<Declaration>> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ partner: anyPartner }) },
  {
    weight: 3,
    arbitrary: fc.record({
      credential: fc.constantFrom<Declaration["credential"][]>("A", "B", "environment", "environment"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ byToken: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ expectIdentity: maybe(7, anybody) }) },
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
  { weight: 1, arbitrary: fc.record({ deleteFirst: fc.boolean(), replaceAlways: flag(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      dependsOn: fc.constantFrom<Declaration["dependsOn"][]>(undefined, "other", "failing"),
    }),
  },
);

export const change: fc.Arbitrary<Partial<Declaration>> = fc
  .array(oneChange, { minLength: 1, maxLength: 3 })
  .map((changes) => Object.assign({}, ...changes) as Partial<Declaration>);

export const order = fc.constantFrom<Order[]>("registered first", "registered first", "one by one", "reversed");

const run: fc.Arbitrary<Run> = fc.record({
  preview: flag(3),
  refresh: flag(1),
  continues: flag(3),
  fails: flag(3),
  order,
  looksAhead: fc.boolean(),
  replace: maybe(1, slots),
  faults: maybeFaults(4),
  kill: maybe(1, kill),
  meanwhile: maybe(1, meanwhile),
});

export const up: fc.Arbitrary<HistoryStep> = run.map((options) => ({ kind: "up", ...options }));

export const swap: fc.Arbitrary<HistoryStep> = fc
  .record({ one: maybe(2, partners), two: maybe(2, partners) })
  .map((given) => ({
    kind: "swap",
    partners: Object.fromEntries(Object.entries(given).filter(([, partner]) => partner !== undefined)),
  }));

/** Changes of the program, and of the links behind its back. */
export const edit: fc.Arbitrary<HistoryStep> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("declare"), slot: slots, change }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove"), slot: slots }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename"), slot: slots, alias: fc.boolean() }) },
  { weight: 1, arbitrary: swap },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("taint"), slot: slots }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("signIn"), as: fc.constantFrom<SignedIn[]>("C", "A", "C", "P") }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("token"), isThere: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rotate"), identity: identities, told: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("portal"), identity: identities, partner: linked, erase: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("otherStack"),
      identity: identities,
      partner: linked,
      again: fc.boolean(),
    }),
  },
);

export const late: fc.Arbitrary<HistoryStep> = fc.record({ kind: fc.constant("late"), identity: identities });

const refresh: fc.Arbitrary<HistoryStep> = fc.record({ kind: fc.constant("refresh"), faults: maybeFaults(3) });

export const destroy: fc.Arbitrary<HistoryStep> = fc.record({
  kind: fc.constant("destroy"),
  faults: maybeFaults(3),
  kill: maybe(1, kill),
});

const operation: fc.Arbitrary<HistoryStep> = fc.oneof(
  { weight: 3, arbitrary: up },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("preview") }) },
  { weight: 1, arbitrary: refresh },
  { weight: 1, arbitrary: destroy },
);

export const step: fc.Arbitrary<HistoryStep> = fc.oneof(
  { weight: 3, arbitrary: edit },
  { weight: 1, arbitrary: operation },
);
