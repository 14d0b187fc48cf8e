import type { FaultEffect } from "partner-admin-link-emulator";

/** What goes wrong. */
export interface Row {
  readonly name: string;
  /** What a request meets: it alone, it and all that follow, or every attempt of its kind while others are answered. */
  readonly fault?: {
    readonly effect: FaultEffect;
    readonly meets: "one" | "all from then on" | "each of its kind";
    /** Reads and sign-ins are answered as usual. */
    readonly isOfWrites?: boolean;
  };
  /** Azure's clock is put so many hours on: before anything else, or when somebody has signed in. */
  readonly clock?: { readonly hours: number; readonly when: "before" | "signedIn" };
  /** Default by client secret. */
  readonly byCertificate?: boolean;
  /** Ends by a time-out of ours. */
  readonly timesOut?: boolean;
  /** So many milliseconds later all has happened that is to happen. */
  readonly settlesAfter?: number;
}

function answer(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): FaultEffect {
  return { kind: "status", status, code, message, headers };
}

function throttled(headers: Readonly<Record<string, string>>): FaultEffect {
  return answer(429, "TooManyRequests", "The request is being throttled.", headers);
}

/** Times of a provider whose bounds are shorter. */
const second = 1000;

const faults: readonly [name: string, effect: FaultEffect][] = [
  ["connection cut before the request acts", { kind: "reset", when: "before" }],
  ["connection cut after it acted (lost reply)", { kind: "reset", when: "after" }],
  ["401", answer(401, "InvalidAuthenticationToken", "The access token is invalid.")],
  ["403", answer(403, "AuthorizationFailed", "The client does not have authorization.")],
  ["404 of a path that leads nowhere", answer(404, "InvalidResourceNamespace", "The resource namespace is invalid.")],
  ["408", { kind: "status", status: 408 }],
  ["409", answer(409, "Conflict", "Another operation is in progress.")],
  ["429 with Retry-After", throttled({ "retry-after": "1" })],
  ["429 without Retry-After", throttled({})],
  ["500", { kind: "status", status: 500 }],
  ["503", { kind: "status", status: 503 }],
  ["504", { kind: "status", status: 504 }],
  ["truncated JSON", { kind: "truncate" }],
  ["HTML with 502", { kind: "html" }],
  ["HTML with 200", { kind: "html", status: 200 }],
  ["gzip of 64 MiB", { kind: "flood", bytes: 64 * 2 ** 20, gzip: true }],
  ["body of 2 MiB", { kind: "flood", bytes: 2 * 2 ** 20 }],
  ["wrong content type", { kind: "contentType", contentType: "text/plain" }],
];

const elsewhere = "99999999-9999-4999-8999-999999999999";

/** Requests take effect all the same. */
const oddAnswers: readonly [name: string, effect: FaultEffect][] = [
  ["unknown state in the answer", { kind: "replace", fields: { "properties.state": "Suspended" } }],
  ["201 after it acted", { kind: "status", status: 201, when: "after" }],
  ["202 after it acted", { kind: "status", status: 202, when: "after" }],
  ["204 after it acted", { kind: "status", status: 204, when: "after" }],
  ["301 after it acted", { kind: "status", status: 301, when: "after" }],
  [
    "500 after it acted, with a message that is an object",
    { kind: "status", status: 500, when: "after", body: { error: { code: "Odd", message: { lang: "en" } } } },
  ],
  [
    "another identity in the answer",
    { kind: "replace", fields: { "properties.tenantId": elsewhere, "properties.objectId": elsewhere } },
  ],
];

/** Requests take no effect. */
const emptyAnswers: readonly [name: string, effect: FaultEffect][] = [201, 202, 204, 301].map((status) => [
  `${status} without effect`,
  { kind: "status", status },
]);

const otherPartner: FaultEffect = { kind: "replace", fields: { "properties.partnerId": "777777" } };

/** Those after which a look tells what became of a write, or does not. */
const whileOthersAnswer = [
  "connection cut before",
  "connection cut after",
  "500",
  "504",
  "truncated JSON",
  "HTML with 200",
];

const hung: FaultEffect = { kind: "hang" };
const endless: FaultEffect = { kind: "slowBody", ms: 600 * second };

export const rows: readonly Row[] = [
  ...faults.flatMap(([name, effect]): Row[] => [
    { name: `${name}, once`, fault: { effect, meets: "one" } },
    { name: `${name}, from then on`, fault: { effect, meets: "all from then on" } },
  ]),
  ...faults
    .filter(([name]) => whileOthersAnswer.some((start) => name.startsWith(start)))
    .map(([name, effect]): Row => {
      return { name: `${name}, each such request`, fault: { effect, meets: "each of its kind" } };
    }),
  ...[...oddAnswers, ...emptyAnswers].map(([name, effect]): Row => {
    return { name: `${name}, each such request`, fault: { effect, meets: "each of its kind" } };
  }),
  {
    name: "another partner in the answer, each write",
    fault: { effect: otherPartner, meets: "each of its kind", isOfWrites: true },
  },
  { name: "429 that asks to wait 10 min", fault: { effect: throttled({ "retry-after": "600" }), meets: "one" } },
  {
    name: "429 that asks to wait till a date",
    fault: { effect: throttled({ "retry-after": "Fri, 01 Jan 2100 00:00:00 GMT" }), meets: "one" },
  },
  {
    name: "429 that asks to wait in milliseconds",
    fault: { effect: throttled({ "x-ms-retry-after-ms": "600000" }), meets: "one" },
  },
  { name: "no answer, once", fault: { effect: hung, meets: "one" }, timesOut: true },
  { name: "no answer, from then on", fault: { effect: hung, meets: "all from then on" }, timesOut: true },
  {
    name: "acts when its time is over, each such request",
    fault: { effect: { kind: "delay", ms: 4 * second }, meets: "each of its kind" },
    timesOut: true,
    settlesAfter: 4 * second,
  },
  { name: "slow body", fault: { effect: { kind: "slowBody", ms: second / 2 }, meets: "all from then on" } },
  { name: "body that never ends", fault: { effect: endless, meets: "all from then on" }, timesOut: true },
  { name: "token expired since it was given", clock: { hours: 2, when: "signedIn" } },
  { name: "clock an hour slow", clock: { hours: 1, when: "before" } },
  { name: "clock an hour fast", clock: { hours: -1, when: "before" } },
  { name: "clock an hour slow, certificate", clock: { hours: 1, when: "before" }, byCertificate: true },
  { name: "clock an hour fast, certificate", clock: { hours: -1, when: "before" }, byCertificate: true },
];
