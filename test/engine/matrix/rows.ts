import type { FaultEffect } from "partner-admin-link-emulator";

/** What goes wrong. */
export interface Row {
  readonly name: string;
  /** What a request meets: one alone, or that one and all that follow. */
  readonly fault?: { readonly effect: FaultEffect; readonly lasts: boolean };
  /** Azure's clock is put so many hours on: before anything else, or when somebody has signed in. */
  readonly clock?: { readonly hours: number; readonly when: "before" | "signedIn" };
  /** Default by client secret. */
  readonly byCertificate?: boolean;
  /** Ends by a time-out of ours. */
  readonly timesOut?: boolean;
}

const onceAndLasting: readonly [name: string, effect: FaultEffect][] = [
  ["connection cut before the request acts", { kind: "reset", when: "before" }],
  ["connection cut after it acted (lost reply)", { kind: "reset", when: "after" }],
  ["408", { kind: "status", status: 408 }],
  ["409", { kind: "status", status: 409, code: "Conflict", message: "Another operation is in progress." }],
  [
    "429 with Retry-After",
    {
      kind: "status",
      status: 429,
      code: "TooManyRequests",
      message: "The request is being throttled.",
      headers: { "retry-after": "1" },
    },
  ],
  ["500", { kind: "status", status: 500 }],
  ["503", { kind: "status", status: 503 }],
  ["truncated JSON", { kind: "truncate" }],
  ["HTML with 502", { kind: "html" }],
  ["HTML with 200", { kind: "html", status: 200 }],
  ["wrong content type", { kind: "contentType", contentType: "text/plain" }],
  ["401", { kind: "status", status: 401, code: "InvalidAuthenticationToken", message: "The access token is invalid." }],
];

const waitLonger: FaultEffect = {
  kind: "status",
  status: 429,
  code: "TooManyRequests",
  message: "The request is being throttled.",
  headers: { "retry-after": "600" },
};

export const rows: readonly Row[] = [
  ...onceAndLasting.flatMap(([name, effect]) => [
    { name: `${name}, once`, fault: { effect, lasts: false } },
    { name: `${name}, from then on`, fault: { effect, lasts: true } },
  ]),
  { name: "429 that asks to wait 10 min", fault: { effect: waitLonger, lasts: false } },
  { name: "no answer, once", fault: { effect: { kind: "hang" }, lasts: false }, timesOut: true },
  { name: "no answer, from then on", fault: { effect: { kind: "hang" }, lasts: true }, timesOut: true },
  { name: "slow body", fault: { effect: { kind: "slowBody", ms: 500 }, lasts: true } },
  { name: "body that never ends", fault: { effect: { kind: "slowBody", ms: 600_000 }, lasts: true }, timesOut: true },
  { name: "token expired since it was given", clock: { hours: 2, when: "signedIn" } },
  { name: "clock an hour slow", clock: { hours: 1, when: "before" } },
  { name: "clock an hour fast", clock: { hours: -1, when: "before" } },
  { name: "clock an hour slow, certificate", clock: { hours: 1, when: "before" }, byCertificate: true },
  { name: "clock an hour fast, certificate", clock: { hours: -1, when: "before" }, byCertificate: true },
];
