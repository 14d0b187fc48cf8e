/** Invalid input that was written by hand. The message names the place. */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";
}

/** Takes a value of unknown shape as a `T`, or throws {@link InvalidInput}. `at` names the place for the message. */
export type Reader<T> = (value: unknown, at: string) => T;

type OptionalKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];
type RequiredKeys<T> = Exclude<keyof T, OptionalKeys<T>>;

function asRecord(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InvalidInput(`${at}: must be an object`);
  }
  return { ...value };
}

/** A string that is not empty. */
export const text: Reader<string> = (value, at) => {
  if (typeof value !== "string" || value === "") {
    throw new InvalidInput(`${at}: must be a string that is not empty`);
  }
  return value;
};

export const anyText: Reader<string> = (value, at) => (value === "" ? "" : text(value, at));

export const boolean: Reader<boolean> = (value, at) => {
  if (typeof value !== "boolean") {
    throw new InvalidInput(`${at}: must be true or false`);
  }
  return value;
};

export const unchecked: Reader<unknown> = (value) => value;

/** A string of a given form; `what` says which. */
export function matching(pattern: RegExp, what: string): Reader<string> {
  return (value, at) => {
    if (typeof value !== "string" || !pattern.test(value)) {
      throw new InvalidInput(`${at}: must be ${what}`);
    }
    return value;
  };
}

/** Any GUID, of whatever version: Azure ids are not always RFC 9562 ones. */
export const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const guid = matching(guidPattern, "a GUID");
export const digits = matching(/^\d+$/, "a string of digits");

export function integer(least: number, most = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (value, at) => {
    if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
      const upTo = most === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${String(most)}`;
      throw new InvalidInput(`${at}: must be a whole number of at least ${String(least)}${upTo}`);
    }
    return value;
  };
}

export function oneOf<T extends string>(...allowed: readonly T[]): Reader<T> {
  return (value, at) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) {
      throw new InvalidInput(`${at}: must be one of ${allowed.map((one) => `"${one}"`).join(", ")}`);
    }
    return found;
  };
}

export function nullable<T>(reader: Reader<T>): Reader<T | null> {
  return (value, at) => (value === null ? null : reader(value, at));
}

export function arrayOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) {
      throw new InvalidInput(`${at}: must be a list`);
    }
    return value.map((item, index) => reader(item, `${at}[${String(index)}]`));
  };
}

export function recordOf<T>(reader: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, at) =>
    Object.fromEntries(Object.entries(asRecord(value, at)).map(([key, item]) => [key, reader(item, `${at}.${key}`)]));
}

/** An object with these keys and no others. */
export function object<T extends object>(
  required: { readonly [K in RequiredKeys<T>]: Reader<T[K]> },
  optional: { readonly [K in OptionalKeys<T>]: Reader<Exclude<T[K], undefined>> },
): Reader<T> {
  const readers: Readonly<Record<string, Reader<unknown>>> = { ...required, ...optional };
  return (value, at) => {
    const given = asRecord(value, at);
    const missing = Object.keys(required).find((key) => given[key] === undefined);
    if (missing !== undefined) {
      throw new InvalidInput(`${at}.${missing}: is missing`);
    }
    const read = Object.entries(given).map(([key, item]) => {
      const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
      if (reader === undefined) {
        throw new InvalidInput(`${at}.${key}: is not known here; known are ${Object.keys(readers).join(", ")}`);
      }
      return [key, reader(item, `${at}.${key}`)];
    });
    return Object.fromEntries(read) as T;
  };
}

/** One of several objects, told apart by the value of one key. */
export function variants<T>(key: string, readers: Readonly<Record<string, Reader<T>>>): Reader<T> {
  return (value, at) => {
    const kind = oneOf(...Object.keys(readers))(asRecord(value, at)[key], `${at}.${key}`);
    const reader = readers[kind];
    if (reader === undefined) {
      throw new InvalidInput(`${at}.${key}: is not known`);
    }
    return reader(value, at);
  };
}

/** @throws InvalidInput when a value occurs twice, in whatever case. */
export function requireUnique(values: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const value of values.map((one) => one.toLowerCase())) {
    if (seen.has(value)) {
      throw new InvalidInput(`${what} ${value} occurs twice`);
    }
    seen.add(value);
  }
}
