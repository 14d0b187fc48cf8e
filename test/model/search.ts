import { inspect } from "node:util";
import * as fc from "fast-check";
import { historiesFrom, type Opening } from "./arbitraries";
import { type PlantedBug, startProviderProcess } from "./callbacks";
import { nameOf } from "./identities";
import { play } from "./play";
import { Violation } from "./violation";
import { World } from "./world";

export interface Search {
  readonly seed: number;
  readonly histories: number;
  /** Leads to one counterexample of that seed, which is played alone. */
  readonly path: string | undefined;
  /** How every history begins; in any way when absent. */
  readonly opening?: Opening | undefined;
  /** A bug in the runtime. */
  readonly planted?: PlantedBug;
}

/** Plays histories until one breaks a promise, then prints the shortest one like it, a line a step. */
export async function findViolation({ seed, histories, path, opening, planted }: Search): Promise<string | undefined> {
  const world = await World.start();
  const provider = startProviderProcess(world.emulator.environment, planted);
  let printed: readonly string[] = [];
  const property = fc.asyncProperty(historiesFrom(opening), async (history) => {
    const lines = [`behaviour of the service: ${JSON.stringify(history.behaviour)}`];
    try {
      await play(history, world, provider, (line) => lines.push(readable(line)));
    } catch (error) {
      printed = [...lines, error instanceof Violation ? `BROKEN: ${readable(error.message)}` : inspect(error)];
      throw error;
    }
  });
  try {
    // A planted bug is to be caught, in whatever history; it need not be the shortest.
    const endOnFailure = planted !== undefined;
    const replayed = path === undefined ? {} : { path };
    const details = await fc.check(property, { seed, numRuns: histories, endOnFailure, ...replayed });
    if (!details.failed) return undefined;
    const found = `Seed ${seed}, history ${details.numRuns}, shortened ${details.numShrinks} times.`;
    const begin = opening === undefined ? "" : ` PAL_OPENING=${opening}`;
    const replay = `To play it again: PAL_SEED=${seed}${begin} PAL_PATH=${details.counterexamplePath ?? ""} npx jest test/model`;
    return ["", found, replay, ...printed].join("\n");
  } finally {
    await provider.stop();
    await world.emulator.close();
  }
}

/** Messages name identities by IDs; the names of the model are shorter. */
function readable(text: string): string {
  const label = /service principal \S+ \(object id (\S+), tenant (\S+)\)/g;
  return text.replace(label, (_, objectId: string, tenantId: string) => nameOf(`${tenantId}/${objectId}`));
}

/**
 * Two searches side by side, each with a service and a provider process of its own.
 *
 * @throws Error with the histories in which a promise was broken.
 */
export async function expectNoViolation({ histories: total, ...search }: Search): Promise<void> {
  const lanes = search.path === undefined ? [0, 1] : [0];
  const searches = lanes.map((lane) =>
    findViolation({ ...search, seed: search.seed + lane, histories: Math.ceil(total / lanes.length) }),
  );
  const found = (await Promise.all(searches)).filter((violation) => violation !== undefined);
  if (found.length > 0) throw new Error(found.join("\n"));
}
