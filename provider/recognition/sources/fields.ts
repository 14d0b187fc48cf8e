import { guid } from "../../azure/guid";
import { type JsonObject, objectOf, stringIn } from "../../azure/json";
import { quotable } from "../../text";

/** In lower case; undefined for what is none. */
export function guidOf(value: unknown): string | undefined {
  return typeof value === "string" && guid.test(value) ? value.toLowerCase() : undefined;
}

/** The GUID at the end of an id, in lower case: the id of a role has the scope at which it was read. */
export function lastGuid(value: unknown): string | undefined {
  return typeof value === "string" ? guidOf(value.split("/").at(-1)) : undefined;
}

/** A text of others on one line; undefined where there is none. */
export function nameIn(object: JsonObject | undefined, field: string): string | undefined {
  const text = quotable(object === undefined ? "" : (stringIn(object, field) ?? ""));
  return text === "" ? undefined : text;
}

/** ISO 8601 with at most milliseconds; undefined for what is no time. */
export function timeOf(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value))
    return undefined;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** Objects of a list; undefined where it is none or one is no object. A missing list is empty. */
export function objectsOf(value: unknown): readonly JsonObject[] | undefined {
  if (isMissing(value)) return [];
  if (!Array.isArray(value)) return undefined;
  const objects = value.map(objectOf);
  return objects.every((one) => one !== undefined) ? objects : undefined;
}

/** Without the fields that are undefined. */
export function present<T extends object>(fields: { readonly [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
