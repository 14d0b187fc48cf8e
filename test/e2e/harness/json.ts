/** Wide enough for an object with a few GUIDs. */
const width = 160;

/** JSON for people: whatever fits on a line stands on one, the rest is spread. */
export function readableJson(value: unknown, indent = "", before = 0): string {
  const line = onOneLine(value);
  if (line.length + indent.length + before < width || value === null || typeof value !== "object") return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + readableJson(item, inner, 1));
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  const properties = Object.entries(value).map(([key, property]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + readableJson(property, inner, name.length + 1);
  });
  return `{\n${properties.join(",\n")}\n${indent}}`;
}

function onOneLine(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  const properties = Object.entries(value).map(([key, property]) => `${JSON.stringify(key)}: ${onOneLine(property)}`);
  return properties.length === 0 ? "{}" : `{ ${properties.join(", ")} }`;
}

/** The same value with the properties of every object in alphabetical order: on the wire they have none. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const properties = Object.entries(value).sort(([one], [other]) => one.localeCompare(other));
  return Object.fromEntries(properties.map(([key, inner]) => [key, sorted(inner)]));
}
