import type { CallbackName, Properties } from "./callbacks";
import type { Name } from "./history";
import { isSomebodyElses } from "./unseen";
import { type Change, idOf, type World } from "./world";

/** The provider did what it must never do. */
export class Violation extends Error {}

/** One callback that has ended, and what it did to links. */
export interface Ended {
  readonly callback: CallbackName;
  /** Whose link it is about. */
  readonly identity: Name;
  readonly args: readonly unknown[];
  /** Undefined when it threw. */
  readonly result: unknown;
  readonly hasFailed: boolean;
  readonly changes: readonly Change[];
}

export interface Around {
  readonly world: World;
  /** Nothing was made to go wrong, so that what it says can be held against the links. */
  readonly isClean: boolean;
  /** Whether a link of the running program is the one that state has for an id. */
  readonly holds: (id: string) => boolean;
  /** Whether this link is one of the program's own, which nobody has let go. */
  readonly answersFor: (name: Name) => boolean;
  /** The portal changed this link while the operation ran. */
  readonly isRaced: (name: Name) => boolean;
}

function demand(condition: boolean, what: string): void {
  if (!condition) throw new Violation(what);
}

/** Holds a callback to what it may write and to what it must leave behind when it succeeds. */
export function judge(ended: Ended, around: Around): void {
  const { callback, identity, changes } = ended;
  for (const change of changes) {
    demand(change.identity === identity, `${callback} changed the link of ${change.identity}, not of ${identity}`);
  }
  switch (callback) {
    case "check":
    case "diff":
    case "read":
      demand(changes.length === 0, `${callback} wrote`);
      break;
    case "create":
      if (isRiddle(ended, around)) break;
      judgeWrites(ended, inputsOf(ended, 0)["overwrite"] === true);
      break;
    case "update":
      judgeWrites(ended, mayReplace(ended));
      break;
    case "delete":
      judgeRemoval(ended, around);
  }
  if (!ended.hasFailed) judgeResult(ended, around);
}

function inputsOf({ args }: Ended, position: number): Properties {
  return (args[position] ?? {}) as Properties;
}

function ignoresPartner(inputs: Properties): boolean {
  return Array.isArray(inputs["__ignoreChanges"]) && inputs["__ignoreChanges"].includes("partnerId");
}

/**
 * A link that the stack has seen is its own to change. One of which no answer ever told is not, unless it is what the
 * write that was not answered had found or was to change.
 */
function mayReplace(ended: Ended): boolean {
  const [olds, news] = [inputsOf(ended, 1), inputsOf(ended, 2)];
  if (ignoresPartner(news)) return false;
  return news["overwrite"] === true || !isSomebodyElses(olds, ended.changes[0]?.before ?? null);
}

/** After a lost reply nobody can tell the call's own link from one to the same partner that the portal made meanwhile. */
function isRiddle(ended: Ended, { isRaced }: Around): boolean {
  const [change, ...more] = ended.changes;
  const isUndoing = change?.after === null && change.before === inputsOf(ended, 0)["partnerId"];
  return isUndoing && more.length === 0 && ended.hasFailed && isRaced(ended.identity);
}

/** First the declared partner, over another one only where that is allowed; then back to what was before, if anything. */
function judgeWrites(ended: Ended, mayReplace: boolean): void {
  const declared = inputsOf(ended, ended.callback === "create" ? 0 : 2)["partnerId"];
  const [first, undo, ...more] = ended.changes;
  demand(more.length === 0, `${ended.callback} wrote more than a link and its undoing`);
  if (first === undefined) return;
  demand(first.after === declared, `${ended.callback} linked ${String(first.after)}, not ${String(declared)}`);
  demand(first.before === null || mayReplace, `${ended.callback} replaced the link to ${String(first.before)}`);
  if (undo === undefined) return;
  demand(
    undo.after === first.before,
    `${ended.callback} undid its write to ${String(undo.after)}, not ${String(first.before)}`,
  );
  demand(ended.hasFailed, `${ended.callback} undid its write and succeeded`);
}

function judgeRemoval(ended: Ended, { world, holds, answersFor }: Around): void {
  const [id, state] = ended.args as [string, Properties];
  const declared = state["__declaredPartnerId"];
  const unlinks = state["onDelete"] === "unlink" || (state["onDelete"] !== "retain" && state["adopted"] !== true);
  const [change, ...more] = ended.changes;
  demand(more.length === 0, "delete wrote more than once");
  if (change === undefined) {
    const live = world.partnerOf(ended.identity);
    const isLeft = live !== null && (live === declared || answersFor(ended.identity));
    demand(ended.hasFailed || !unlinks || holds(id) || !isLeft, "delete left the link that this resource made");
    return;
  }
  demand(change.after === null, "delete linked another partner");
  const isMade = change.before === declared || change.madeBy === "program" || state["onDelete"] === "unlink";
  demand(isMade, `delete removed the link to ${String(change.before)}, which somebody else had made`);
  demand(unlinks, "delete removed a link that it was to retain");
  demand(!holds(id), "delete removed the link that another resource of the program holds");
}

function judgeResult(ended: Ended, around: Around): void {
  const { callback, identity, changes } = ended;
  const { world, isClean } = around;
  const live = world.partnerOf(identity);
  if (callback === "create") {
    const { id, outs } = ended.result as { id: string; outs: Properties };
    demand(id === idOf(identity), `create answered the id ${id}`);
    judgeOutputs(outs, inputsOf(ended, 0), identity, world);
    const adopted = changes.length === 0;
    demand(outs["adopted"] === adopted || around.isRaced(identity), `create says adopted ${String(outs["adopted"])}`);
  }
  if (callback === "update") {
    const { outs } = ended.result as { outs: Properties };
    const [, olds, news] = ended.args as [string, Properties, Properties];
    // With driftCheck "off" nobody looks unless the link is to change.
    const mayNotLook = news["driftCheck"] === "off" || (news["driftCheck"] === "bestEffort" && !isClean);
    if (!mayNotLook || changes.length > 0) judgeOutputs(outs, news, identity, world);
    const adopted = changes.length === 0 && (olds["adopted"] === true || wasAdopted(olds, live));
    demand(outs["adopted"] === adopted, `update says adopted ${String(outs["adopted"])}`);
  }
  if (callback === "read" && isClean) {
    const { id = "", props = {} } = ended.result as { id?: string; props?: Properties };
    const [, state] = ended.args as [string, Properties];
    const isOwn = idOf(world.identityOf(state)) === idOf(identity) && !world.isStale(state);
    demand(
      !isOwn || (id === "" ? mayBeDropped(state, live) : isRead(state, props, live)),
      `read is not what is linked`,
    );
  }
  if (callback === "read" && isClean) {
    const { id = "" } = ended.result as { id?: string };
    const [, state] = ended.args as [string, Properties];
    const isOwn = idOf(world.identityOf(state)) === idOf(identity) && !world.isStale(state);
    demand(!isOwn || id === "" || !isSomebodyElses(state, live), "read takes somebody else's link for its own");
  }
  if (callback === "read" && (ended.result as { id?: string }).id === undefined) {
    const [, state] = ended.args as [string, Properties];
    demand(mayBeDropped(state, live), "read says that the link is gone");
  }
}

/** A link that may yet be made is not looked at as one that is gone. */
function isRead(state: Properties, props: Properties, live: string | null): boolean {
  return props["partnerId"] === live || (live === null && state["state"] === undefined);
}

/** Gone, or somebody else's where nobody knows whether the stack has made its own. */
function mayBeDropped(state: Properties, live: string | null): boolean {
  return live === null || isSomebodyElses(state, live);
}

/** Whether the link that stands is one that was adopted before a write of unknown outcome. */
function wasAdopted(olds: Properties, live: string | null): boolean {
  const former = olds["__former"] as Properties | undefined;
  return olds["state"] === undefined && former?.["partnerId"] === live && former["adopted"] === true;
}

function judgeOutputs(outs: Properties, inputs: Properties, identity: Name, world: World): void {
  const live = world.partnerOf(identity);
  demand(live !== null, "success without a link");
  demand(live === inputs["partnerId"] || ignoresPartner(inputs), `success with a link to ${String(live)}`);
  demand(outs["partnerId"] === live || ignoresPartner(inputs), `outputs name partner ${String(outs["partnerId"])}`);
  // What drifted and is ignored is not this resource's.
  const isOwn = live === inputs["partnerId"];
  const written = outs["__declaredPartnerId"];
  demand(ignoresPartner(inputs) || (written === live) === isOwn, `state takes ${String(written)} for its own`);
  demand(outs["version"] === world.versionOf(identity), `outputs have version ${String(outs["version"])}`);
}
