import { PalError } from "../errors";
import { quotable } from "../text";

/** Names of columns as people write them: capitals, blanks and joiners make no difference. */
export function columnKey(name: string): string {
  return name.replace(/[\s_-]/g, "").toLowerCase();
}

/**
 * Where the wanted columns stand.
 *
 * @throws PalError PAL_CONFIG_INVALID naming those that are missing.
 */
export function indexesOf<Name extends string>(
  header: readonly string[],
  wanted: readonly Name[],
  file: string,
): Readonly<Record<Name, number>> {
  const keys = header.map(columnKey);
  const found = wanted.map((name): [Name, number] => [name, keys.indexOf(columnKey(name))]);
  const missing = found.filter(([, index]) => index < 0).map(([name]) => name);
  if (missing.length === 0) return Object.fromEntries(found) as Record<Name, number>;
  const has = header.length === 0 ? "no columns" : `the columns ${namesOf(header)}`;
  throw new PalError(
    "PAL_CONFIG_INVALID",
    `${file} lacks ${missing.length === 1 ? "the column" : "the columns"} ${missing.join(", ")}; it has ${has}`,
  );
}

const mostNames = 40;

/** Names of others in a message. */
export function namesOf(names: readonly string[]): string {
  const rest = names.length - mostNames;
  const listed = names.slice(0, mostNames).map((name) => quotable(name) || '""');
  return `${listed.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
