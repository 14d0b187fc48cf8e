import { CallbackError, type CallbackName, type Callbacks, type ProviderProcess, type Properties } from "./callbacks";
import type { Kill, Meanwhile, Name } from "./history";
import { Killed } from "./problems";
import { shortName } from "./program";
import { type Around, judge } from "./rules";
import { type Change, nameOf, type World } from "./world";

export interface Plan {
  readonly kill: Kill | undefined;
  readonly meanwhile: Meanwhile | undefined;
}

export interface Supervision extends Around {
  readonly world: World;
  readonly process: ProviderProcess;
  readonly plan: Plan;
  /** A line of what happened. */
  readonly note: (line: string) => void;
  /** Learns of each change of a link, and of those that a killed callback made. */
  readonly changed: (changes: readonly Change[], isLost: boolean) => void;
  readonly raced: (name: Name) => void;
  /** A resource was deleted, whether its link stands or not. */
  readonly released: (name: Name) => void;
}

/** The provider's callbacks, each held to the rules, with the history's mishaps where the plan has them. */
export function supervise(supervision: Supervision): Callbacks {
  const { world, process, plan, note } = supervision;
  let { kill, meanwhile } = plan;
  const call = async (callback: CallbackName, identity: Name, args: readonly unknown[]): Promise<unknown> => {
    if (meanwhile?.before === callback) {
      world.portal(meanwhile.identity, meanwhile.partner);
      supervision.raced(meanwhile.identity);
      supervision.changed(world.takeChanges(), false);
      note(`portal links ${meanwhile.identity} to ${String(meanwhile.partner)}`);
      meanwhile = undefined;
    }
    const isKilled = kill?.callback === callback;
    if (isKilled && kill !== undefined) cutOff(world, kill);
    const { result, error, said } = await settled(process, callback, args);
    const changes = world.takeChanges();
    note(summary(callback, identity, args, result, error, changes));
    for (const line of said) note(`  ${line}`);
    supervision.changed(changes, isKilled);
    const ended = { callback, identity, args, result, hasFailed: error !== undefined, changes };
    if (isKilled) {
      kill = undefined;
      world.emulator.clearFaults();
      throw new Killed(callback);
    }
    judge(ended, supervision);
    if (error !== undefined) throw error;
    if (callback === "delete") supervision.released(identity);
    return result;
  };
  const typed = <T>(callback: CallbackName, identity: Name, ...args: readonly unknown[]): Promise<T> =>
    call(callback, identity, args) as Promise<T>;
  return {
    check: (olds, news) => typed("check", world.identityOf(news), olds, news),
    diff: (id, olds, news) => typed("diff", nameOf(id), id, olds, news),
    create: (inputs) => typed("create", world.identityOf(inputs), inputs),
    read: (id, props) => typed("read", nameOf(id), id, props),
    update: (id, olds, news) => typed("update", nameOf(id), id, olds, news),
    delete: (id, props) => typed("delete", nameOf(id), id, props),
  };
}

/** From some request on nothing takes effect any more: to the world that is a process that has died. */
function cutOff({ emulator }: World, { request, effect }: Kill): void {
  emulator.clearFaults();
  if (effect) emulator.addFault({ operation: "*", calls: request, effect: { kind: "reset", when: "after" } });
  const from = effect ? request + 1 : request;
  emulator.addFault({ operation: "*", calls: { from }, effect: { kind: "status", status: 403, code: "Dead" } });
}

interface Settled {
  readonly result?: unknown;
  readonly error?: CallbackError;
  readonly said: readonly string[];
}

async function settled(process: ProviderProcess, callback: CallbackName, args: readonly unknown[]): Promise<Settled> {
  try {
    return await process.call(callback, ...args);
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
    return { error, said: error.said };
  }
}

function summary(
  callback: CallbackName,
  identity: Name,
  args: readonly unknown[],
  result: unknown,
  error: CallbackError | undefined,
  changes: readonly Change[],
): string {
  const urn = [...args]
    .reverse()
    .map((arg) => (arg as Properties)["__urn"])
    .find(Boolean);
  const wrote = changes.map(({ before, after }) => ` wrote ${String(before)} -> ${String(after)}`).join(",");
  const partial = error?.partial === undefined ? "" : " PARTIAL";
  const answer = error === undefined ? answerOf(result) : `THREW${partial} ${error.code ?? ""}: ${error.message}`;
  return `${callback} ${shortName(String(urn))} (${identity}):${wrote} ${answer}`;
}

function answerOf(result: unknown): string {
  const { failures, changes, replaces, outs, props } = (result ?? {}) as Record<string, unknown>;
  if (Array.isArray(failures)) return failures.length === 0 ? "fine" : JSON.stringify(failures);
  if (typeof changes === "boolean") return replaces === undefined ? `changes ${changes}` : "replaces";
  const state = outs ?? props;
  if (typeof state !== "object" || state === null) return "done";
  const { partnerId, version, adopted } = state as Properties;
  return `partner ${String(partnerId)}, version ${String(version)}, adopted ${String(adopted)}`;
}
