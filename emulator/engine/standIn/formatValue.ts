import {
  isMap,
  type PropertyMap,
  type PropertyValue,
  ResourceReference,
  Secret,
  Unknown,
  withoutSecrets,
} from "./values";

/** A value in the words of an engine message: `{123456}`, `{map[in:{deep}]}`, `{<nil>}`. Secrets are not withheld there. */
export function formatValue(value: PropertyValue | undefined): string {
  if (value instanceof Unknown) return "output<string>{}";
  return `{${formatInner(value ?? null)}}`;
}

function formatInner(value: Exclude<PropertyValue, Unknown>): string {
  if (value === null) return "<nil>";
  if (typeof value === "number") return formatNumber(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof Secret) return `&{${formatValue(value.element)}}`;
  if (value instanceof ResourceReference)
    return `{${value.urn} ${formatValue(value.id)} ${value.packageVersion ?? ""}}`;
  if (Array.isArray(value)) return `[${value.map(formatValue).join(" ")}]`;
  return formatMap(value);
}

function formatMap(map: PropertyMap): string {
  const parts = Object.keys(map)
    .sort()
    .map((key) => `${key}:${formatValue(map[key])}`);
  return `map[${parts.join(" ")}]`;
}

/** Exponents from 1e+21 on and below 1e-4, with two digits at least. */
function formatNumber(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e21)) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
}

/** A value for the `Outputs:` block. */
export function formatOutput(value: PropertyValue): string {
  if (value instanceof Secret) return "[secret]";
  if (value instanceof Unknown) return "[unknown]";
  if (value instanceof ResourceReference) return JSON.stringify(value.urn);
  if (Array.isArray(value)) return `[${value.map(formatOutput).join(", ")}]`;
  if (!isMap(value)) return JSON.stringify(withoutSecrets(value));
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${formatOutput(inner)}`)
    .join(", ")}}`;
}
