import type { FaultEffect, Operation } from "partner-admin-link-emulator";
import * as fc from "fast-check";
import { type Fault, type Kill, type Meanwhile, type Name, partnerNames } from "./history";
import { objectIdOf } from "./identities";

const identities = fc.constantFrom<Name[]>("A", "B", "C");
const linked = fc.constantFrom(...Object.keys(partnerNames), null);

/** So many times in ten; the shortest history goes without. */
export function maybe<T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
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

/** A write is applied, and its answer says something else. */
const lies: readonly FaultEffect[] = [
  ...[201, 202, 204].map((status): FaultEffect => ({ kind: "status", status, when: "after" })),
  ...Object.keys(partnerNames).map((partnerId): FaultEffect => ({
    kind: "replace",
    fields: { "properties.partnerId": partnerId, name: partnerId },
  })),
  { kind: "replace", fields: { "properties.objectId": objectIdOf("B") } },
  { kind: "replace", fields: { error: { code: "InternalServerError", message: { text: "an object" } } } },
  { kind: "replace", remove: ["properties.objectId"] },
  { kind: "replace", fields: { "properties.state": "Suspended" } },
  { kind: "status", status: 500, when: "after", code: "InternalServerError" },
];

const failures: readonly FaultEffect[] = [
  { kind: "reset", when: "before" },
  answered(401, "InvalidAuthenticationToken"),
  answered(403, "AuthorizationFailed"),
  answered(404, "NoRegisteredProviderFound"),
  answered(409, "Conflict"),
  answered(429, "TooManyRequests", { "Retry-After": "0" }),
  answered(429, "TooManyRequests"),
  { kind: "flood", bytes: 1_100_000 },
  answered(500, "InternalServerError"),
  { kind: "status", status: 500, body: { error: { code: "Oops", message: { text: "an object" } } } },
  answered(503, "ServiceUnavailable"),
  { kind: "truncate" },
  { kind: "html" },
  { kind: "html", status: 200 },
  { kind: "html", status: 404 },
  { kind: "contentType", contentType: "text/plain" },
];

const writes: readonly Operation[] = ["partner.create", "partner.update", "partner.delete"];

const serviceFault: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constantFrom<Operation[]>("partners.get", ...writes),
  call: fc.constantFrom(1, 1, 1, 2, 3),
  lasts: fc.boolean(),
  effect: fc.oneof(
    { weight: 1, arbitrary: fc.constant(lostReply) },
    { weight: 2, arbitrary: fc.constantFrom(...failures) },
  ),
});

/** Nothing can be said of a link whose every read is wrong, so only writes are answered with lies. */
const lie: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constantFrom(...writes),
  call: fc.constantFrom(1, 1, 2),
  lasts: fc.boolean(),
  effect: fc.constantFrom(...lies),
});

const signInFault: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constantFrom<Operation[]>("entra.token", "entra.openidConfiguration", "metadata.get"),
  call: fc.integer({ min: 1, max: 2 }),
  lasts: fc.boolean(),
  effect: fc.constantFrom<FaultEffect[]>(
    { kind: "aadsts", code: 7000215 },
    { kind: "html" },
    { kind: "reset", when: "before" },
  ),
});

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 6, arbitrary: serviceFault },
  { weight: 3, arbitrary: lie },
  { weight: 1, arbitrary: signInFault },
);

/** A write that fails, or whose answer says something else. */
export const badWrite: fc.Arbitrary<Fault> = fc.oneof(
  lie,
  fc.record({
    operation: fc.constantFrom(...writes),
    call: fc.constant(1),
    lasts: fc.constant(true),
    effect: fc.constantFrom(...failures),
  }),
);

/** No read is answered as it should be. */
export const badRead: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constant<Operation>("partners.get"),
  call: fc.constant(1),
  lasts: fc.constant(true),
  effect: fc.constantFrom(...failures),
});

export function maybeFaults(weight: number): fc.Arbitrary<readonly Fault[]> {
  return maybe(weight, fc.array(fault, { minLength: 1, maxLength: 2 })).map((faults) => faults ?? []);
}

/** A write, applied or not, and from some read on all reads, without a usable answer: the outcome stays unknown. */
export const unknownWrite: fc.Arbitrary<readonly Fault[]> = fc
  .record({
    operation: fc.constantFrom<Operation[]>("partner.create", "partner.update"),
    effect: fc.constantFrom<FaultEffect[]>(
      { kind: "truncate" },
      { kind: "html", status: 200 },
      lostReply,
      { kind: "reset", when: "before" },
      { kind: "status", status: 202, when: "after" },
    ),
    firstRead: fc.integer({ min: 2, max: 3 }),
  })
  .map(({ operation, effect, firstRead }) => [
    { operation, call: 1, lasts: true, effect },
    { operation: "partners.get", call: firstRead, lasts: true, effect: { kind: "html", status: 200 } },
  ]);

/** A write that does not arrive, as far as it is answered: the outcome stays unknown, and it may be applied later. */
export const cutWrite: fc.Arbitrary<readonly Fault[]> = fc.integer({ min: 2, max: 3 }).map((firstRead) => [
  { operation: "partner.create", call: 1, lasts: true, effect: { kind: "reset", when: "before" } },
  { operation: "partner.update", call: 1, lasts: true, effect: { kind: "reset", when: "before" } },
  { operation: "partners.get", call: firstRead, lasts: true, effect: { kind: "html", status: 200 } },
]);

/** One write that fails, from the first or the second on. */
export const failedWrite: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constantFrom<Operation[]>(...writes, "partners.get"),
  call: fc.constantFrom(1, 2, 3),
  lasts: fc.boolean(),
  effect: fc.constantFrom(
    answered(403, "AuthorizationFailed"),
    answered(429, "TooManyRequests", { "Retry-After": "0" }),
    answered(429, "TooManyRequests"),
    { kind: "flood", bytes: 1_100_000 },
  ),
});

export const kill: fc.Arbitrary<Kill> = fc.record({
  callback: fc.constantFrom<Kill["callback"][]>("create", "update", "delete"),
  request: fc.integer({ min: 1, max: 4 }),
  effect: fc.boolean(),
});

export const meanwhile: fc.Arbitrary<Meanwhile> = fc.record({
  before: fc.constantFrom<Meanwhile["before"][]>("update phase", "create", "update", "delete"),
  identity: identities,
  partner: linked,
});
