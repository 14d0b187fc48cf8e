import type { Properties } from "../../model/callbacks";

/** What can steer a terminal or forge a line of a pipeline's log. */
const rawText = "\u001b[31m\u0000\u0007\u009b2J\r\n::error::x\u2028\u001b]0;x\u0007";

/** Fills long texts; nothing else has as many in a row. */
export const filler = "x";

/** Of a value that a field cannot hold. */
export const unfit = Symbol("unfit");

/** What stands in a field instead of its own value; undefined for a field that is absent. */
export interface Value {
  readonly name: string;
  readonly of: (own: unknown, another: unknown) => unknown;
  readonly isHuge?: boolean;
}

const withText = (added: string) => (own: unknown) => (typeof own === "string" ? `${own}${added}` : unfit);

export const values: readonly Value[] = [
  { name: "absent", of: () => undefined },
  { name: "null", of: () => null },
  { name: "a number", of: () => 7 },
  { name: "empty text", of: () => "" },
  { name: "an object", of: () => ({}) },
  { name: "a list", of: () => [] },
  { name: "1 MiB of text", of: () => filler.repeat(2 ** 20), isHuge: true },
  { name: "4 KiB of text", of: () => filler.repeat(2 ** 12) },
  { name: "its text and 4 KiB", of: withText(` ${filler.repeat(2 ** 12)}`) },
  { name: "control characters", of: () => rawText },
  { name: "its text and control characters", of: withText(rawText) },
  { name: "another's", of: (own, another) => (typeof own === "object" && own !== null ? unfit : another) },
];

/** Nobody listens there. */
const elsewhere = "https://127.0.0.1:1";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A value of the same form that is somebody or something else's. */
export function anotherOf(path: string, own: unknown, known: Properties): unknown {
  const name = path.split(".").at(-1) ?? "";
  if (name in known) return known[name];
  if (typeof own === "number") return own + 40;
  if (typeof own !== "string") return "another";
  if (own.startsWith("https://")) return elsewhere;
  if (guid.test(own)) return "99999999-9999-4999-8999-999999999999";
  if (/^\d+$/.test(own)) return "654321";
  return Number.isNaN(Date.parse(own)) ? "another" : "2001-01-01T00:00:00.0000000Z";
}

export interface Field {
  /** `properties.partnerId`; empty for the whole. */
  readonly path: string;
  readonly own: unknown;
}

/** Every field of a JSON value, of a list those of its first item, and the value itself. */
export function fieldsOf(value: unknown, path = ""): readonly Field[] {
  const own = [{ path, own: value }];
  if (typeof value !== "object" || value === null) return own;
  const items = Array.isArray(value) ? value.slice(0, 1).entries() : Object.entries(value);
  return [...own, ...[...items].flatMap(([name, item]) => fieldsOf(item, path === "" ? `${name}` : `${path}.${name}`))];
}
