import { isMap, type PropertyMap, type PropertyValue, Secret } from "./values";

export type PropertyPath = readonly (string | number)[];

/** Parses `a.b[0]["c d"].*`; `undefined` for what is not a path. */
export function parsePath(text: string): PropertyPath | undefined {
  const path: (string | number)[] = [];
  const pattern = /\.?(?:([^.[\]"]+)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[(\*)\])/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const [, name, quoted, index, star] = match;
    path.push(index === undefined ? (name ?? star ?? (quoted ?? "").replace(/\\(.)/g, "$1")) : Number(index));
  }
  return path.length === 0 ? undefined : path;
}

/** Whether `path` is `other` or lies above it; `*` stands for any step. */
export function pathContains(path: PropertyPath, other: PropertyPath): boolean {
  return path.length <= other.length && path.every((part, index) => part === "*" || part === other[index]);
}

/**
 * Sets what lies at `path` in `now` back to what `old` holds there, in place.
 *
 * @returns false when there is no such place to set back, as in a list that grew.
 */
export function resetPath(path: PropertyPath, old: PropertyMap, now: PropertyMap): boolean {
  return reset(path, old, now, false);
}

function reset(path: PropertyPath, old: PropertyValue, now: PropertyValue, becomesSecret: boolean): boolean {
  if (old instanceof Secret) return reset(path, old.element, now, !(now instanceof Secret) || becomesSecret);
  if (now instanceof Secret) {
    now.ciphertext = undefined;
    return reset(path, old, now.element, false);
  }
  const [key, ...rest] = path;
  const keep = (value: PropertyValue): PropertyValue => (becomesSecret ? new Secret(value) : value);
  if (key === undefined) return false;
  if (typeof key === "number") return resetIndex(key, rest, old, now, keep, becomesSecret);
  if (key === "*") return resetAll(rest, old, now, keep, becomesSecret);
  if (rest.length === 0) return resetProperty(key, old, now, keep);
  if (!isMap(old) || !isMap(now)) return !isMap(old) && !isMap(now);
  const [inner, innerNow] = [old[key], now[key]];
  if (inner === undefined && innerNow === undefined) return true;
  if (innerNow === undefined) return false;
  return reset(rest, inner ?? null, innerNow, becomesSecret);
}

type Keep = (value: PropertyValue) => PropertyValue;

function resetProperty(key: string, old: PropertyValue, now: PropertyValue, keep: Keep): boolean {
  const value = isMap(old) ? old[key] : undefined;
  if (value === undefined) {
    if (isMap(now)) Reflect.deleteProperty(now, key);
    return true;
  }
  if (!isMap(now)) return false;
  now[key] = keep(value);
  return true;
}

function resetIndex(
  index: number,
  rest: PropertyPath,
  old: PropertyValue,
  now: PropertyValue,
  keep: Keep,
  becomesSecret: boolean,
): boolean {
  if (!Array.isArray(old) || !Array.isArray(now)) return !Array.isArray(old) && !Array.isArray(now);
  const [inner, innerNow] = [old[index], now[index]];
  if (inner === undefined || innerNow === undefined) {
    return rest.length === 0 && inner === undefined && innerNow === undefined;
  }
  if (rest.length > 0) return reset(rest, inner, innerNow, becomesSecret);
  now[index] = keep(inner);
  return true;
}

function resetAll(
  rest: PropertyPath,
  old: PropertyValue,
  now: PropertyValue,
  keep: Keep,
  becomesSecret: boolean,
): boolean {
  if (Array.isArray(old) && Array.isArray(now)) {
    const inBoth = old.slice(0, now.length).keys();
    return (
      [...inBoth].every((index) => resetIndex(index, rest, old, now, keep, becomesSecret)) && old.length === now.length
    );
  }
  if (!isMap(old) || !isMap(now)) return rest.length === 0 && (isMap(now) || Array.isArray(now));
  if (rest.length > 0) {
    return Object.entries(old).every(([key, inner]) => {
      const innerNow = now[key];
      return innerNow !== undefined && reset(rest, inner, innerNow, becomesSecret);
    });
  }
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) resetProperty(key, old, now, keep);
  return true;
}
