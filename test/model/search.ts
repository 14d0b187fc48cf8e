import { inspect } from "node:util";
import * as fc from "fast-check";
import { historiesFrom, type Opening } from "./arbitraries";
import { type ProviderProcess, startProviderProcess } from "./callbacks";
import { nameOf } from "./identities";
import { play } from "./play";
import { Violation } from "./violation";
import { ModelWorld } from "./world";

export interface Search {
  readonly seed: number;
  readonly histories: number;
  /** Leads to one counterexample of that seed, which is played alone. */
  readonly path?: string | undefined;
  /** How every history begins; in any way when absent. */
  readonly opening?: Opening | undefined;
  /** Whether any history is as good as the shortest one. */
  readonly isFirstEnough?: boolean;
}

/** A service and a provider process of its own, in which histories are played one after the other. */
export interface Lane {
  readonly world: ModelWorld;
  readonly process: ProviderProcess;
  readonly close: () => Promise<void>;
}

export async function openLane(): Promise<Lane> {
  const world = await ModelWorld.start();
  const process = startProviderProcess(world.emulator.environment);
  return {
    world,
    process,
    close: async () => {
      await process.stop();
      await world.emulator.close();
    },
  };
}

/** Plays histories until one breaks a promise, then prints the shortest one like it, a line a step. */
export async function findViolation({ world, process }: Lane, search: Search): Promise<string | undefined> {
  const { seed, histories, path, opening, isFirstEnough = false } = search;
  let printed: readonly string[] = [];
  const property = fc.asyncProperty(historiesFrom(opening), async (history) => {
    const lines = [`behaviour of the service: ${JSON.stringify(history.behaviour)}`];
    try {
      await play(history, world, process, (line) => lines.push(readable(line)));
    } catch (error) {
      printed = [...lines, error instanceof Violation ? `BROKEN: ${readable(error.message)}` : inspect(error)];
      throw error;
    }
  });
  const replayed = path === undefined ? {} : { path };
  const details = await fc.check(property, { seed, numRuns: histories, endOnFailure: isFirstEnough, ...replayed });
  if (!details.failed) return undefined;
  const found = `Seed ${seed}, history ${details.numRuns}, shortened ${details.numShrinks} times.`;
  const begin = opening === undefined ? "" : ` PAL_OPENING=${opening}`;
  const replay = `To play it again: PAL_SEED=${seed}${begin} PAL_PATH=${details.counterexamplePath ?? ""} npx jest test/model`;
  return ["", found, replay, ...printed].join("\n");
}

/** Messages name identities by IDs; the names of the model are shorter. */
function readable(text: string): string {
  const label = /service principal \S+ \(object id (\S+), tenant (\S+)\)/g;
  return text.replace(label, (_, objectId: string, tenantId: string) => nameOf(`${tenantId}/${objectId}`));
}

/**
 * Two searches side by side.
 *
 * @throws Error with the histories in which a promise was broken.
 */
export async function expectNoViolation({ histories: total, ...search }: Search): Promise<void> {
  const numbers = search.path === undefined ? [0, 1] : [0];
  const searches = numbers.map(async (number) => {
    const lane = await openLane();
    const histories = Math.ceil(total / numbers.length);
    return await findViolation(lane, { ...search, seed: search.seed + number, histories }).finally(lane.close);
  });
  const found = (await Promise.all(searches)).filter((violation) => violation !== undefined);
  if (found.length > 0) throw new Error(found.join("\n"));
}
