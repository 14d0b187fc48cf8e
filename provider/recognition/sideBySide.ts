import { limits } from "../azure/limits";

/**
 * Does something for each item, for so many at a time that Azure does not throttle it.
 *
 * @param atOnce - how many. Default 16.
 */
export async function sideBySide<T>(
  items: readonly T[],
  doFor: (item: T) => Promise<void>,
  atOnce: number = limits.sideBySide,
): Promise<void> {
  const left = items.values();
  const work = async (): Promise<void> => {
    for (const item of left) await doFor(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
