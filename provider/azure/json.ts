export type JsonObject = Readonly<Record<string, unknown>>;

/** What the text is as JSON; undefined when it is none. */
export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The text as a JSON object; undefined when it is none. */
export function jsonObject(text: string): JsonObject | undefined {
  return objectOf(jsonValue(text));
}

export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** A field that is a text, and not an empty one. */
export function stringIn(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
