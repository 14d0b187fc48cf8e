import { validateHeaderValue } from "node:http";
import { operations } from "./operations";
import type { FaultCalls, FaultEffect, FaultRule } from "./faults";
import {
  anyText,
  arrayOf,
  boolean,
  guid,
  integer,
  InvalidInput,
  object,
  oneOf,
  recordOf,
  text,
  unchecked,
  variants,
  type Reader,
} from "./validate";

type Effect<Kind extends FaultEffect["kind"]> = Extract<FaultEffect, { kind: Kind }>;

/** The statuses an HTTP answer with a body can have. */
const httpStatus = integer(200, 599);
const milliseconds = integer(0, 600_000);

/** What Node sends: `Headers` alone takes control characters too, and the answer fails. */
const headerValue: Reader<string> = (value, at) => {
  const field = anyText(value, at);
  try {
    validateHeaderValue(at, field);
  } catch {
    throw new InvalidInput(`${at}: holds a character that HTTP does not allow`);
  }
  return field;
};

const headers: Reader<Readonly<Record<string, string>>> = (value, at) => {
  const fields = recordOf(headerValue)(value, at);
  try {
    return Object.fromEntries(new Headers(fields));
  } catch {
    throw new InvalidInput(`${at}: holds a name that HTTP does not allow`);
  }
};

const callRange = object<Exclude<FaultCalls, number>>({ from: integer(1) }, { to: integer(1) });
const calls: Reader<FaultCalls> = (value, at) => {
  if (typeof value === "number") {
    return integer(1)(value, at);
  }
  const range = callRange(value, at);
  if (range.to !== undefined && range.to < range.from) {
    throw new InvalidInput(`${at}.to: must not be less than from`);
  }
  return range;
};

const path: Reader<string> = (value, at) => {
  const steps = text(value, at);
  if (steps.split(".").includes("")) {
    throw new InvalidInput(`${at}: must be names with a dot between them`);
  }
  return steps;
};

const fields: Reader<Readonly<Record<string, unknown>>> = (value, at) => {
  const read = recordOf(unchecked)(value, at);
  for (const key of Object.keys(read)) {
    path(key, `${at}.${key}`);
  }
  return read;
};

const replacement = object<Effect<"replace">>({ kind: oneOf("replace") }, { fields, remove: arrayOf(path) });
const replace: Reader<Effect<"replace">> = (value, at) => {
  const read = replacement(value, at);
  if (read.fields === undefined && read.remove === undefined) {
    throw new InvalidInput(`${at}: must have fields or remove`);
  }
  return read;
};

const effect = variants<FaultEffect>("kind", {
  status: object<Effect<"status">>(
    { kind: oneOf("status"), status: httpStatus },
    { when: oneOf("before", "after"), code: text, message: text, body: unchecked, headers },
  ),
  reset: object<Effect<"reset">>({ kind: oneOf("reset"), when: oneOf("before", "after") }, {}),
  delay: object<Effect<"delay">>({ kind: oneOf("delay"), ms: milliseconds }, {}),
  slowBody: object<Effect<"slowBody">>({ kind: oneOf("slowBody"), ms: milliseconds }, {}),
  truncate: object<Effect<"truncate">>({ kind: oneOf("truncate") }, {}),
  html: object<Effect<"html">>({ kind: oneOf("html") }, { status: httpStatus, body: text }),
  replace,
  contentType: object<Effect<"contentType">>({ kind: oneOf("contentType"), contentType: headerValue }, {}),
  aadsts: object<Effect<"aadsts">>(
    { kind: oneOf("aadsts"), code: integer(1) },
    { status: httpStatus, error: text, message: text },
  ),
  flood: object<Effect<"flood">>({ kind: oneOf("flood"), bytes: integer(2) }, { gzip: boolean }),
  hang: object<Effect<"hang">>({ kind: oneOf("hang") }, {}),
});

const rule = object<FaultRule>(
  { operation: oneOf(...operations, "*"), effect },
  { tenantId: guid, objectId: guid, clientId: guid, calls },
);

/**
 * Takes a value as a fault rule.
 *
 * @throws InvalidInput naming the place that is wrong.
 */
export function readFault(value: unknown, at = "fault"): FaultRule {
  return rule(value, at);
}
