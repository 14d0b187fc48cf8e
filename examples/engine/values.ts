import { isDeepStrictEqual } from "node:util";

/** Properties as they cross the wire: a secret is a marked object, a value that is not known yet a fixed text. */
export type Properties = Readonly<Record<string, unknown>>;

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && value[signatureKey] === secretSignature;
}

/** A secret whose content is under `value` on the wire, and under another name where it is kept. */
export function secretOf(content: Properties): Properties {
  return { [signatureKey]: secretSignature, ...content };
}

/** The value with every secret in it changed, outermost first. */
export function mapSecrets(value: unknown, change: (secret: Properties) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapSecrets(item, change));
  if (isSecret(value)) return change(value);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapSecrets(inner, change)]));
}

/** The properties with secrets in plain text, which is all that a dynamic provider takes. */
export function inPlainText(properties: Properties): Properties {
  return openSecrets(properties) as Properties;
}

function openSecrets(value: unknown): unknown {
  return mapSecrets(value, (secret) => openSecrets(secret["value"]));
}

function containsSecret(value: unknown): boolean {
  let contains = false;
  mapSecrets(value, () => (contains = true));
  return contains;
}

/**
 * Marks in a provider's answer as secret what is secret under the same name in what it was asked. Objects on both sides
 * are gone through; anything else is marked as a whole.
 */
export function markSecretsLike(answer: Properties, asked: Properties): Properties {
  const marked = Object.entries(answer).map(([key, value]) => {
    const like = Object.hasOwn(asked, key) ? asked[key] : undefined;
    if (isSecret(value) || !containsSecret(like)) return [key, value];
    return [
      key,
      isRecord(value) && isRecord(like) && !isSecret(like) ? markSecretsLike(value, like) : secretOf({ value }),
    ];
  });
  return Object.fromEntries(marked) as Properties;
}

/** A value for the `Outputs:` block. */
export function formatOutput(value: unknown): string {
  if (value === unknownText) return "[unknown]";
  if (isSecret(value)) return "[secret]";
  if (Array.isArray(value)) return `[${value.map(formatOutput).join(", ")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${formatOutput(inner)}`)
    .join(", ")}}`;
}

/** The properties in plain text; null is as good as absent. */
function comparable(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(inPlainText(properties)).filter(([, value]) => value !== null));
}

export function isEqual(one: Properties, other: Properties): boolean {
  return isDeepStrictEqual(comparable(one), comparable(other));
}

/** `[diff: +added-removed~changed]`, or nothing. Names that start with `__` are not shown. */
export function diffText(before: Properties, after: Properties): string {
  const [old, now] = [comparable(before), comparable(after)];
  const part = (sign: string, from: Properties, isOne: (name: string) => boolean): string => {
    const names = Object.keys(from).filter((name) => !name.startsWith("__") && isOne(name));
    return names.length === 0 ? "" : sign + names.sort().join(",");
  };
  const parts =
    part("+", now, (name) => !(name in old)) +
    part("-", old, (name) => !(name in now)) +
    part("~", now, (name) => name in old && !isDeepStrictEqual(old[name], now[name]));
  return parts === "" ? "" : `[diff: ${parts}]`;
}
