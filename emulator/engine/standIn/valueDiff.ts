import {
  has,
  isMap,
  type PropertyMap,
  type PropertyValue,
  ResourceReference,
  Secret,
  Unknown,
  withoutSecrets,
} from "./values";

export type DiffKind = "add" | "delete" | "update";

/** What differs between two property maps, by the path of each difference. */
export type DetailedDiff = ReadonlyMap<string, DiffKind>;

export interface MapDiff {
  /** Names of top-level properties, sorted. */
  readonly adds: readonly string[];
  readonly deletes: readonly string[];
  readonly updates: readonly string[];
}

export function isEqual(one: PropertyValue | undefined, other: PropertyValue | undefined): boolean {
  if (one instanceof Secret) return other instanceof Secret && isEqual(one.element, other.element);
  if (one instanceof Unknown) return other instanceof Unknown;
  if (one instanceof ResourceReference) {
    return other instanceof ResourceReference && one.urn === other.urn && isEqual(one.id, other.id);
  }
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, index) => isEqual(item, other[index]))
    );
  }
  if (isMap(one)) return isMap(other) && areMapsEqual(one, other);
  return (one ?? null) === (other ?? null);
}

/** A property that is null is as good as absent. */
function areMapsEqual(one: PropertyMap, other: PropertyMap): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isEqual(own(one, key), own(other, key)));
}

function own(map: PropertyMap, key: string): PropertyValue {
  return (has(map, key) ? map[key] : undefined) ?? null;
}

/** The top-level properties that differ. Names starting with `__` are left out on request: the display hides them. */
export function diffMaps(old: PropertyMap, now: PropertyMap, { hideInternal = false } = {}): MapDiff {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !(hideInternal && key.startsWith("__")) && !isEqual(own(old, key), own(now, key)))
    .sort();
  const kindOf = (key: string): DiffKind => kindOfChange(own(old, key), own(now, key));
  return {
    adds: keys.filter((key) => kindOf(key) === "add"),
    deletes: keys.filter((key) => kindOf(key) === "delete"),
    updates: keys.filter((key) => kindOf(key) === "update"),
  };
}

function kindOfChange(old: PropertyValue, now: PropertyValue): DiffKind {
  if (old === null) return "add";
  return now === null ? "delete" : "update";
}

export interface EngineDiff {
  readonly changedKeys: readonly string[];
  readonly detailed: DetailedDiff;
}

/** The engine's own comparison of inputs, for a provider that does not say whether anything changed. Secrets count by their value. */
export function engineDiff(oldInputs: PropertyMap, newInputs: PropertyMap): EngineDiff {
  const [old, now] = [withoutSecrets(oldInputs) as PropertyMap, withoutSecrets(newInputs) as PropertyMap];
  const { adds, deletes, updates } = diffMaps(old, now);
  const detailed = new Map<string, DiffKind>();
  collect(old, now, "", detailed);
  return { changedKeys: [...adds, ...deletes, ...updates].sort(), detailed };
}

function collect(old: PropertyValue, now: PropertyValue, path: string, into: Map<string, DiffKind>): void {
  if (isEqual(old, now)) return;
  if (isMap(old) && isMap(now)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
      collect(own(old, key), own(now, key), joinPath(path, key), into);
    }
  } else if (Array.isArray(old) && Array.isArray(now)) {
    for (let index = 0; index < Math.max(old.length, now.length); index += 1) {
      collect(old[index] ?? null, now[index] ?? null, `${path}[${index}]`, into);
    }
  } else {
    into.set(path, kindOfChange(old, now));
  }
}

function joinPath(path: string, key: string): string {
  if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** What a refresh shows: the change that came from outside, which is the reverse of the change that would undo it. */
export function invert(diff: DetailedDiff): DetailedDiff {
  const inverse: Record<DiffKind, DiffKind> = { add: "delete", delete: "add", update: "update" };
  return new Map([...diff].map(([path, kind]) => [path, inverse[kind]]));
}
