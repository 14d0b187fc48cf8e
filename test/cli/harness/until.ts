import { setTimeout as wait } from "node:timers/promises";

const interval = 10;
const patience = 30_000;

/** Waits for something to be there, and gives it; `undefined` and `false` are nothing. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await wait(interval);
  }
}
