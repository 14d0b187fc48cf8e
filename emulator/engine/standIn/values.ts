/** A property value as the engine holds it: what JSON can say, and what a program knows beyond that. */
export type PropertyValue =
  null | boolean | number | string | Unknown | Secret | ResourceReference | PropertyValue[] | PropertyMap;

export interface PropertyMap {
  [key: string]: PropertyValue;
}

/** A value that only the update itself will bring to light. */
export class Unknown {
  readonly isUnknown = true;
}

export const unknown = new Unknown();

/** A value that is encrypted wherever it is kept and withheld wherever it is shown. */
export class Secret {
  readonly isSecret = true;

  constructor(
    readonly element: PropertyValue,
    /** What the element was encrypted to when last kept, so that an unchanged secret keeps its ciphertext. */
    public ciphertext?: string,
  ) {}
}

/** A resource given as a value. Components have no id. */
export class ResourceReference {
  constructor(
    readonly urn: string,
    readonly id?: PropertyValue,
    readonly packageVersion?: string,
  ) {}
}

export function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Secret) &&
    !(value instanceof Unknown) &&
    !(value instanceof ResourceReference)
  );
}

/** The value with every secret in it laid open. */
export function withoutSecrets(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return withoutSecrets(value.element);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  return isMap(value) ? mapValues(value, withoutSecrets) : value;
}

export function containsSecret(value: PropertyValue): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(containsSecret);
  return isMap(value) && Object.values(value).some(containsSecret);
}

export function containsUnknown(value: PropertyValue): boolean {
  if (value instanceof Unknown) return true;
  if (value instanceof Secret) return containsUnknown(value.element);
  if (Array.isArray(value)) return value.some(containsUnknown);
  return isMap(value) && Object.values(value).some(containsUnknown);
}

/** A copy that shares no array and no map with the original. */
function copyValue(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return new Secret(copyValue(value.element), value.ciphertext);
  if (Array.isArray(value)) return value.map(copyValue);
  return isMap(value) ? mapValues(value, copyValue) : value;
}

export function copyMap(map: PropertyMap): PropertyMap {
  return mapValues(map, copyValue);
}

function mapValues(map: PropertyMap, change: (value: PropertyValue) => PropertyValue): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

/** Whether a map has a key of its own: property names are the user's, `constructor` included. */
export function has(map: PropertyMap, key: string): boolean {
  return Object.hasOwn(map, key);
}
