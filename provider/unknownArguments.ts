import { inputNames, isInputName } from "./args";
import { distanceOf } from "./editDistance";
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
