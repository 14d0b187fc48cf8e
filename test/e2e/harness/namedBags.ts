import { isDeepStrictEqual } from "node:util";
import { sorted } from "./json";
import { nameOf } from "./stateView";
import type { Fields, RecordedStep, Recording } from "./recording";

/*
 * The same property bags pass through a scenario again and again, with their secrets marked, in plain text, or encrypted.
 * A recording file gives each a name, and tells it once.
 */

/** A recording as it stands in its file. */
export interface Folded {
  readonly about: string;
  readonly steps: readonly unknown[];
  readonly bags: Readonly<Record<string, Fields>>;
}

const sign = "@";
const inPlain = ", in plain text";
/** Shorter ones are told where they stand. */
const shortest = 60;
const asBefore = "[as before]";
/** Fields that hold a property bag. */
const bagFields = ["olds", "news", "properties", "inputs", "object", "outputs"];

export function fold({ about, steps }: Recording): Folded {
  const counts = new Map<string, number>();
  const marked = new Map<string, Fields>();
  eachBag(steps, (bag) => {
    const key = keyOf(bag);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (!marked.has(key) || hasSecret(bag)) marked.set(key, sorted(bag) as Fields);
    return bag;
  });
  // A state tells no secret: what it was is told by the bag that it was made of.
  const keyOfEncrypted = new Map(
    [...marked].flatMap(([key, bag]) => (keyOf(encrypted(bag)) === key ? [] : [[keyOf(encrypted(bag)), key]])),
  );
  const bags: Record<string, Fields> = {};
  const names = new Map<string, string>();
  const nameFor = (key: string, bag: Fields, owner: string): string => {
    const known = names.get(key);
    if (known !== undefined) return known;
    const kind = `${owner} ${"__link" in bag ? "outputs" : "inputs"}`;
    const name = `${kind} ${1 + Object.keys(bags).filter((other) => other.replace(/ \d+$/, "") === kind).length}`;
    names.set(key, name);
    bags[name] = bag;
    return name;
  };
  const folded = eachBag(steps, (bag, owner) => {
    const key = keyOfEncrypted.get(keyOf(bag)) ?? keyOf(bag);
    const told = marked.get(key) ?? bag;
    if ((counts.get(key) ?? 0) < 2 || key.length < shortest) return sorted(bag);
    const isPlain = hasSecret(told) && !hasSecret(bag);
    return sign + nameFor(key, told, owner) + (isPlain ? inPlain : "");
  }) as readonly RecordedStep[];
  return { about, steps: folded.map((step, index) => withoutSameState(step, folded[index - 1])), bags };
}

export function unfold({ about, steps, bags }: Folded): Recording {
  const told = (value: unknown): unknown => {
    if (typeof value === "string" && value.startsWith(sign)) {
      const bag = bags[value.slice(sign.length).replace(inPlain, "")];
      if (bag === undefined) throw new Error(`the recording has no bag ${value}`);
      return value.endsWith(inPlain) ? plain(bag) : bag;
    }
    return mapped(value, told);
  };
  let before: unknown = {};
  const unfolded = (steps as readonly RecordedStep[]).map((step) => {
    const state: unknown = (step.state as unknown) === asBefore ? before : told(step.state);
    before = state;
    return { ...(told({ ...step, state: {} }) as RecordedStep), state: state as Fields };
  });
  return { about, steps: unfolded };
}

function withoutSameState(step: RecordedStep, before: RecordedStep | undefined): unknown {
  return isDeepStrictEqual(step.state, before?.state) ? { ...step, state: asBefore } : step;
}

function keyOf(bag: unknown): string {
  return JSON.stringify(sorted(plain(bag)));
}

/** Puts another value in the place of each bag, which knows the resource that it belongs to. */
function eachBag(value: unknown, put: (bag: Fields, owner: string) => unknown, owner = "other"): unknown {
  if (Array.isArray(value)) return value.map((item) => eachBag(item, put, owner));
  if (typeof value !== "object" || value === null) return value;
  const own = ownerOf(value as Fields) ?? owner;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => {
      const isBag = bagFields.includes(name) && typeof inner === "object" && inner !== null && !Array.isArray(inner);
      if (isBag) return [name, put(inner as Fields, own)];
      return [name, eachBag(inner, put, name.startsWith("urn:") ? nameOf(name) : own)];
    }),
  );
}

/** The resource that a call or a registration is about. */
function ownerOf({ on, given }: Fields): string | undefined {
  const { name } = (given ?? {}) as Fields;
  const found = on ?? name;
  return typeof found === "string" ? nameOf(found) : undefined;
}

function mapped(value: unknown, each: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(each);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, each(inner)]));
}

function isSecret(value: unknown): value is { readonly $secret: unknown } {
  return typeof value === "object" && value !== null && "$secret" in value;
}

function hasSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isSecret(value) || Object.values(value).some(hasSecret);
}

/** The same with each secret in plain text. */
export function plain(value: unknown): unknown {
  return isSecret(value) ? value.$secret : mapped(value, plain);
}

/** The same with no value in a secret: a state has none. */
export function encrypted(value: unknown): unknown {
  return isSecret(value) ? { $secret: "[encrypted]" } : mapped(value, encrypted);
}
