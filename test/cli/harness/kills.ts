import { existsSync, readFileSync } from "node:fs";
import type { FaultEffect, Operation } from "partner-admin-link-emulator";
import { identityOf } from "../../e2e/harness/identities";
import { signal } from "./processes";
import { killAll, provider, startSeparately } from "./separateOperation";
import { linkedPartners, type Told, told } from "./view";
import { until } from "./until";
import type { CliWorld } from "../../e2e/harness/cliWorld";

/** A write of one identity that is under way when processes are killed. */
export interface Write {
  readonly identity: string;
  readonly operation: Extract<Operation, `partner.${"create" | "update" | "delete"}`>;
  /** Partner that the identity is linked to afterwards. */
  readonly partnerId: string | null;
}

/** Who is killed and when. */
export interface Kill {
  readonly name: string;
  /** What happens to the writes. */
  readonly effects: readonly [FaultEffect, FaultEffect?];
  /** Ends what is to end, once the writes are that far; the engine is a process of its own where it is killed. */
  readonly victims: "provider" | "engine" | "both";
  /** Kills the engine only when the provider has answered it, without having let it see the answer. */
  readonly afterAnswer?: boolean;
  /** Whether the writes reach the service. */
  readonly written: boolean;
}

const never: FaultEffect = { kind: "hang" };
const lost: FaultEffect = { kind: "reset", when: "after" };
const later: FaultEffect = { kind: "delay", ms: 1000 };

/** A reply that is lost is asked for again by the provider, in vain. */
export const kills: readonly Kill[] = [
  { name: "the provider before the write", effects: [never], victims: "provider", written: false },
  { name: "the provider before the reply", effects: [lost, never], victims: "provider", written: true },
  { name: "engine and provider before the write", effects: [never], victims: "both", written: false },
  { name: "engine and provider before the reply", effects: [lost, never], victims: "both", written: true },
  { name: "the engine before the write, which the provider makes", effects: [later], victims: "engine", written: true },
  {
    name: "the engine before it saves what the provider answered",
    effects: [later],
    victims: "engine",
    afterAnswer: true,
    written: true,
  },
];

/**
 * Starts an operation and kills whom the row names when all its writes are that far.
 *
 * @returns what the operation told; `undefined` when the engine did not live to tell.
 */
export async function runAndKill(
  world: CliWorld,
  run: "up" | "destroy",
  kill: Kill,
  writes: readonly Write[],
): Promise<Told | undefined> {
  addFaults(world, kill, writes);
  if (kill.victims === "provider") {
    const operation = world.stack[run]();
    await reached(world);
    signal(await provider(world), "SIGKILL");
    const result = told(await operation);
    world.emulator.clearFaults();
    return result;
  }
  const { engine, ended } = await startSeparately(world, run);
  await reached(world);
  if (kill.afterAnswer === true) {
    signal(engine, "SIGSTOP");
    await until("the provider's answers", () => hasAnswered(world, writes));
  }
  signal(engine, "SIGKILL");
  if (kill.victims === "both") killAll(world);
  const result = await ended;
  await until("the writes", () => !kill.written || areWritten(world, writes));
  world.emulator.clearFaults();
  await world.stack.cancel();
  return result === undefined ? undefined : told(result);
}

function addFaults({ emulator }: CliWorld, { effects }: Kill, writes: readonly Write[]): void {
  for (const { identity, operation } of writes) {
    for (const [index, effect] of effects.entries()) {
      if (effect !== undefined) emulator.addFault({ operation, ...identityOf(identity), calls: index + 1, effect });
    }
  }
}

/** Every write has met its last fault that it meets while all live. */
function reached({ emulator }: CliWorld): Promise<true> {
  return until("the writes are under way", () => emulator.faults().every(({ seen, calls }) => seen >= Number(calls)));
}

function hasAnswered({ answeredFile }: CliWorld, writes: readonly Write[]): boolean {
  const answered = existsSync(answeredFile) ? readFileSync(answeredFile, "utf8").split("\n") : [];
  return writes.every(({ operation }) => answered.includes(operation.replace("partner.", "")));
}

function areWritten(world: CliWorld, writes: readonly Write[]): boolean {
  const links = linkedPartners(world);
  return writes.every(({ identity, partnerId }) => (links[identity] ?? null) === partnerId);
}
