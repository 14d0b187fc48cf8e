import {
  CallbackError,
  type CallbackName,
  type Callbacks,
  type Failure,
  type ProviderProcess,
  type Properties,
} from "./callbacks";
import type { Kill, Meanwhile, Name } from "./history";
import { nameOf } from "./identities";
import { urnIn } from "./isForeignLink";
import type { LateWrites } from "./lateWrites";
import { codeOf, Killed } from "./problems";
import { shortName } from "./program";
import { type Around, judge } from "./rules";
import { demand } from "./violation";
import type { Change, ModelWorld } from "./world";

export interface Plan {
  readonly kill: Kill | undefined;
  readonly meanwhile: Meanwhile | undefined;
}

export interface AroundPhase extends Around {
  readonly process: ProviderProcess;
  readonly plan: Plan;
  /** Takes a line about what happened. */
  readonly note: (line: string) => void;
  /** Takes the changes of links, and whether a callback that was killed made them. */
  readonly changed: (changes: readonly Change[], isLost: boolean) => void;
  readonly raced: (name: Name) => void;
  readonly lateWrites: LateWrites;
  /** A resource was deleted, and no other has its link now. */
  readonly released: (name: Name) => void;
}

/** The provider's callbacks, each compared with the rules, with the mishaps of the history where the plan has them. */
export function checkedCallbacks(around: AroundPhase): Callbacks {
  const { world, process, plan, note, memory } = around;
  let { kill, meanwhile } = plan;
  // A line is reported once a process.
  const reported: string[] = [];
  const call = async (callback: CallbackName, identity: Name, args: readonly unknown[]): Promise<unknown> => {
    if (meanwhile?.before === callback) {
      world.portal(meanwhile.identity, meanwhile.partner);
      around.raced(meanwhile.identity);
      around.changed(world.takeChanges(), false);
      note(`portal links ${meanwhile.identity} to ${String(meanwhile.partner)}`);
      meanwhile = undefined;
    }
    const isKilled = kill?.callback === callback;
    if (isKilled && kill !== undefined) cutOff(world, kill);
    if (hasState(callback)) memory.note(identity, args[1] as Properties);
    if (callback !== "read" && callback !== "delete") memory.noteCall(callback, urnIn(args.at(-1) as Properties));
    const { result, error, reported: lines } = await outcomeOf(process, callback, args);
    const changes = world.takeChanges();
    note(summary(callback, identity, args, result, error, changes));
    for (const line of lines) note(`  ${line}`);
    reported.push(...lines);
    // A creation that rolls back leaves a version that no state knows.
    around.changed(changes, isKilled || (callback === "create" && changes.length > 1));
    if (isKilled) {
      around.lateWrites.forget();
      kill = undefined;
      world.emulator.clearFaults();
      throw new Killed(callback);
    }
    if (callback !== "check" && callback !== "diff") {
      around.lateWrites.after(identity, {
        state: stateIn(result) ?? error?.partial?.properties,
        hasFailed: error !== undefined,
        changes,
      });
    }
    // The SDK adds it to what succeeds only.
    const isComplete = error?.partial === undefined || "__provider" in error.partial.properties;
    demand(isComplete, `${callback} keeps a state without __provider`);
    demand(callback !== "diff" || error === undefined, "diff throws, which stops the whole stack");
    const codes = codesOf(result, error);
    judge({ callback, identity, args, result, hasFailed: error !== undefined, codes, changes, reported }, around);
    if (error !== undefined) throw error;
    if (callback === "delete" && !isHeld(args as [string, Properties], around)) around.released(identity);
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

/** Whether another resource answers for the link of one that was deleted. */
function isHeld([id, state]: [string, Properties], { world, holderOf, isInOtherState }: AroundPhase): boolean {
  const partner = world.partnerOf(nameOf(id));
  if (partner === null) return false;
  return holderOf(id, state, partner) !== undefined || isInOtherState(id, state, partner);
}

/** Whether the second argument of a callback is a state; the first is its id. */
function hasState(callback: CallbackName): boolean {
  return callback !== "check" && callback !== "create";
}

function stateIn(result: unknown): Properties | undefined {
  const { outs, props } = (result ?? {}) as { outs?: Properties; props?: Properties };
  return outs ?? props;
}

function codesOf(result: unknown, error: CallbackError | undefined): readonly string[] {
  if (error !== undefined) return [error.code ?? ""];
  const { failures = [] } = (result ?? {}) as { failures?: readonly Failure[] };
  return failures.map(({ reason }) => codeOf({ urn: "", message: reason }));
}

/** From some request on nothing takes effect: the same, to Azure, as a process that has died. */
function cutOff({ emulator }: ModelWorld, { request, effect }: Kill): void {
  emulator.clearFaults();
  if (effect) emulator.addFault({ operation: "*", calls: request, effect: { kind: "reset", when: "after" } });
  const from = effect ? request + 1 : request;
  emulator.addFault({ operation: "*", calls: { from }, effect: { kind: "status", status: 403, code: "Dead" } });
}

interface Reply {
  readonly result?: unknown;
  readonly error?: CallbackError;
  readonly reported: readonly string[];
}

async function outcomeOf(process: ProviderProcess, callback: CallbackName, args: readonly unknown[]): Promise<Reply> {
  try {
    return await process.call(callback, ...args);
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
    return { error, reported: error.reported };
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
    .map((arg) => (typeof arg === "string" ? undefined : urnIn(arg as Properties)))
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
