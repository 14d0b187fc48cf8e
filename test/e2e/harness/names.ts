import { isSecret, secretOf } from "../../../examples/engine/values";
import { linkType, providerPointer } from "../../../provider/providerPointer";
import { unknownValue } from "../../../provider/runtime/wire";

/** What the URN of every resource of a scenario begins with. */
export const urnPrefix = "urn:pulumi:test::scenarios::";

/** What a run's own values are called in a recording. */
export interface NamedValues {
  /** What has a name of its own in this run, by that name: secrets and tokens, addresses, folders. */
  readonly named: Readonly<Record<string, string>>;
  /** GUIDs that are the same in every run, with a name that says more. */
  readonly knownGuids: ReadonlyMap<string, string>;
}

/** Names of what is the same everywhere, and long. */
const constants: readonly (readonly [string, string])[] = [
  ["<PartnerAdminLink>", linkType],
  ["urn:…::", urnPrefix],
  ["[provider]", providerPointer],
];

/** What differs each time and means nothing: it is named, and anything of that form takes its place. */
const volatile: readonly { readonly name: string; readonly form: RegExp; readonly standIn: () => string }[] = [
  { name: "<address>", form: /\b(?:127\.0\.0\.1|localhost):\d+/g, standIn: () => "127.0.0.1:9" },
  {
    name: "<time>",
    form: /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g,
    standIn: () => new Date().toISOString(),
  },
  {
    name: "<guid>",
    form: /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
    standIn: () => "99999999-9999-4999-8999-999999999999",
  },
];

/** Puts names for what differs from run to run or is secret, and puts the values of another run in their place. */
export class Names {
  private readonly pairs: readonly (readonly [name: string, value: string])[];

  constructor({ named, knownGuids }: NamedValues) {
    const guids = [...knownGuids].map(([guid, name]) => [`<${name}>`, guid] as const);
    const own = Object.entries(named).map(([name, value]) => [`<${name}>`, value] as const);
    // A value may be a part of another one.
    this.pairs = [...own, ...guids, ...constants].sort(([, one], [, other]) => other.length - one.length);
  }

  /** The same value by names, each secret as `{ $secret: name }`. */
  hide(value: unknown): unknown {
    if (typeof value === "string") return this.hideText(value);
    if (Array.isArray(value)) return value.map((item) => this.hide(item));
    if (value === null || typeof value !== "object") return value;
    const record = value as Record<string, unknown>;
    if (isSecret(record)) return { $secret: this.hide(plainOf(record)) };
    return Object.fromEntries(Object.entries(record).map(([key, inner]) => [this.hideText(key), this.hide(inner)]));
  }

  /** What {@link hide} has named. */
  restore(value: unknown): unknown {
    if (typeof value === "string") return this.restoreText(value);
    if (Array.isArray(value)) return value.map((item) => this.restore(item));
    if (value === null || typeof value !== "object") return value;
    const record = value as Record<string, unknown>;
    if ("$secret" in record) return secretOf({ value: this.restore(record["$secret"]) });
    return Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, this.restore(inner)]));
  }

  hideText(text: string): string {
    if (text === unknownValue) return "[unknown]";
    const named = this.pairs.reduce((so, [name, value]) => so.replaceAll(value, name), text);
    return volatile.reduce((so, { form, name }) => so.replace(form, name), named);
  }

  private restoreText(text: string): string {
    if (text === "[unknown]") return unknownValue;
    const named = this.pairs.reduce((so, [name, value]) => so.replaceAll(name, value), text);
    return volatile.reduce((so, { name, standIn }) => so.replaceAll(name, standIn), named);
  }
}

/** A secret crosses the wire with its value; a state has its ciphertext, and tells no value. */
function plainOf(secret: Readonly<Record<string, unknown>>): unknown {
  return "value" in secret ? secret["value"] : "[encrypted]";
}
