import { inspect } from "node:util";
import * as fc from "fast-check";
import { histories } from "./arbitraries";
import { type PlantedBug, startProviderProcess } from "./callbacks";
import { play } from "./play";
import { Violation } from "./rules";
import { nameOf, World } from "./world";

export interface Search {
  readonly seed: number;
  readonly histories: number;
  /** Leads to one counterexample of that seed, which is played alone. */
  readonly path: string | undefined;
  /** A bug in the runtime. */
  readonly planted?: PlantedBug;
}

/** Plays histories until one breaks a promise, then tells the shortest one like it, a line a step. */
export async function findViolation({ seed, histories: numRuns, path, planted }: Search): Promise<string | undefined> {
  const world = await World.start();
  const provider = startProviderProcess(world.emulator.environment, planted);
  let told: readonly string[] = [];
  const property = fc.asyncProperty(histories, async (history) => {
    const lines = [`behaviour of the service: ${JSON.stringify(history.behaviour)}`];
    try {
      await play(history, world, provider, (line) => lines.push(readable(line)));
    } catch (error) {
      told = [...lines, error instanceof Violation ? `BROKEN: ${readable(error.message)}` : inspect(error)];
      throw error;
    }
  });
  try {
    // A planted bug is to be caught, in whatever history; how short it can be told is not asked.
    const endOnFailure = planted !== undefined;
    const details = await fc.check(property, { seed, numRuns, endOnFailure, ...(path === undefined ? {} : { path }) });
    if (!details.failed) return undefined;
    const found = `Seed ${seed}, history ${details.numRuns}, shortened ${details.numShrinks} times.`;
    const replay = `To play it again: PAL_SEED=${seed} PAL_PATH=${details.counterexamplePath ?? ""} npx jest test/model`;
    return ["", found, replay, ...told].join("\n");
  } finally {
    await provider.stop();
    await world.emulator.close();
  }
}

/** Messages name identities by what nobody can tell apart here. */
function readable(text: string): string {
  const label = /service principal \S+ \(object id (\S+), tenant (\S+)\)/g;
  return text.replace(label, (_, objectId: string, tenantId: string) => nameOf(`${tenantId}/${objectId}`));
}

/**
 * Two searches side by side, each with a service and a provider process of its own.
 *
 * @throws Error with the histories in which a promise was broken.
 */
export async function expectNoViolation({ seed, histories: total, path }: Search): Promise<void> {
  const lanes = path === undefined ? [0, 1] : [0];
  const searches = lanes.map((lane) =>
    findViolation({ seed: seed + lane, histories: Math.ceil(total / lanes.length), path }),
  );
  const found = (await Promise.all(searches)).filter((violation) => violation !== undefined);
  if (found.length > 0) throw new Error(found.join("\n"));
}
