import { inputNames, isInputName } from "./args";
import { withCode } from "./errors";

/**
 * A mistyped guard, such as `expct`, must not vanish.
 *
 * @throws Error naming the argument and the nearest one.
 */
export function refuseUnknownArguments(name: string, args: object): void {
  const unknown = Object.entries(args).find(([key, value]) => value !== undefined && !isInputName(key))?.[0];
  if (unknown === undefined) return;
  const text = `PartnerAdminLink "${name}": unknown argument '${unknown}'. Did you mean '${nearest(unknown)}'?`;
  throw new Error(withCode(text, "PAL_CONFIG_INVALID"));
}

function nearest(key: string): string {
  const distances = inputNames.map((name) => ({ name, distance: distanceOf(key.toLowerCase(), name.toLowerCase()) }));
  return distances.reduce((best, one) => (one.distance < best.distance ? one : best)).name;
}

/** How many characters must be added, removed or exchanged to make one word of the other. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (const [column, otherLetter] of Array.from(other).entries()) {
      const exchanged = (row[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
