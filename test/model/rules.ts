import { unknownValue } from "../../provider/runtime/wire";
import type { CallbackName, Properties } from "./callbacks";
import type { Resource } from "./checkpoint";
import type { Name } from "./history";
import { idOf } from "./identities";
import {
  ignoresPartner,
  isForeignLink,
  isInState,
  isOfPreview,
  isRemovedOnDelete,
  linkIn,
  settledIn,
} from "./isForeignLink";
import { judgeIdentity } from "./identityRules";
import { judgeResult } from "./results";
import type { RunMemory } from "./runMemory";
import { demand } from "./violation";
import type { Change, ModelWorld } from "./world";

/** One callback that has ended, and what it did to links. */
export interface Ended {
  readonly callback: CallbackName;
  /** Identity whose link it is about. */
  readonly identity: Name;
  readonly args: readonly unknown[];
  /** Undefined when it threw. */
  readonly result: unknown;
  readonly hasFailed: boolean;
  /** Codes of what it threw, or of the inputs that it refused. */
  readonly codes: readonly string[];
  readonly changes: readonly Change[];
  /** What it and those before it have reported. */
  readonly reported: readonly string[];
}

export interface Around {
  readonly world: ModelWorld;
  /** No fault was injected, so that what it says can be compared with the links. */
  readonly isClean: boolean;
  readonly memory: RunMemory;
  /** Another resource of the running program that has, and declares, the identity's link to this partner. */
  readonly holderOf: (id: string, state: Properties, partner: string | undefined) => Resource | undefined;
  /** Whether another entry of the state, one to be deleted included, has the identity's link to this partner. */
  readonly isInOtherState: (id: string, state: Properties, partner: string) => boolean;
  /** Whether the program names another identity for the resource, and the state's can sign in no more. */
  readonly isAbandoned: (id: string, state: Properties) => boolean;
  /** Whether this link is the stack's to remove in the end. */
  readonly answersFor: (name: Name) => boolean;
  /** Whether this link was changed by a callback that was killed, so that no state tells. */
  readonly isLost: (name: Name) => boolean;
  /** Whether the portal changed this link while the operation ran. */
  readonly isRaced: (name: Name) => boolean;
}

/** Compares what a callback wrote with what it may write, and what it says with the links. */
export function judge(ended: Ended, around: Around): void {
  const { callback, identity, changes, reported } = ended;
  for (const change of changes) {
    demand(change.identity === identity, `${callback} changed the link of ${change.identity}, not of ${identity}`);
  }
  for (const line of reported) {
    demand(line.startsWith("info: ") || / \(PAL_[A-Z_]+\)$/.test(line), `a warning without a code: ${line}`);
  }
  switch (callback) {
    case "check":
    case "diff":
    case "read":
      demand(changes.length === 0, `${callback} wrote`);
      break;
    case "create":
      if (isRiddle(ended, around)) break;
      judgeWrites(ended, mayReplaceAtCreation(ended, around));
      break;
    case "update":
      judgeWrites(ended, mayReplaceInUpdate(ended, around));
      break;
    case "delete":
      judgeRemoval(ended, around);
  }
  judgeRefusal(ended, around);
  judgeStored(ended, around);
  if (ended.hasFailed) return;
  judgeIdentity(ended, around);
  judgeResult(ended, around);
}

/** What the engine keeps holds no token of a run, and nothing unknown but the identity that a preview cannot know. */
function judgeStored({ callback, args, result }: Ended, { world }: Around): void {
  const text = JSON.stringify(result ?? null);
  demand(!world.tokens.some((token) => text.includes(token)), `${callback} hands on a token of the run`);
  const { inputs } = (result ?? {}) as { inputs?: Properties };
  const isPreview = callback === "check" && isOfPreview(args.at(-1) as Properties);
  demand(isPreview || !text.includes(unknownValue), `${callback} hands on an unknown value outside a preview`);
  demand(!isPreview || inputs === undefined || "objectId" in inputs, "a preview does not say whose link it is");
}

/** A link may be replaced wherever it is found, if a state says that the stack created it. */
function judgeRefusal({ callback, identity, args, codes }: Ended, { world, memory, isClean }: Around): void {
  const live = world.linkOf(identity);
  const isOwn = live !== undefined && memory.hasSeenCreated(identity, live);
  const isRefused = callback !== "diff" && codes.includes("PAL_LINK_EXISTS");
  demand(!isRefused || !isOwn || !isClean, `${callback} refused to replace the link that the stack created`);
  const isOfState = callback === "read" || callback === "delete";
  const isTokenMissing = isOfState && world.lacksToken(args[1] as Properties);
  const isAskedFor = codes.includes("PAL_CONFIG_INVALID") && isClean;
  demand(!isAskedFor || isTokenMissing, `${callback} asks for a token that the run has`);
}

function propertiesOf({ args }: Ended, position: number): Properties {
  return (args[position] ?? {}) as Properties;
}

/** A link that is found at creation is others', unless a state says that the stack created exactly this one. */
function mayReplaceAtCreation(ended: Ended, around: Around): boolean {
  return propertiesOf(ended, 0)["overwrite"] === true || isSeen(ended, around);
}

/**
 * A link that is settled in state is the resource's to change, drift included. Where the outcome of a write is unknown,
 * only what that write may have made, or has found, is.
 */
function mayReplaceInUpdate(ended: Ended, around: Around): boolean {
  const [olds, news] = [propertiesOf(ended, 1), propertiesOf(ended, 2)];
  if (ignoresPartner(news)) return news["overwrite"] === true && linkIn(olds).kind === "unsettled";
  const isKnown = !isForeignLink(olds, ended.changes[0]?.before ?? null) || isSeen(ended, around);
  return news["overwrite"] === true || isKnown;
}

/** Whether a state says that the stack created exactly the link that was replaced. */
function isSeen({ identity, changes: [first] }: Ended, { memory }: Around): boolean {
  if (first === undefined || first.before === null) return true;
  const { before: partner, version } = first;
  return memory.hasSeenCreated(identity, { partner, version });
}

/** After a lost reply the call's own link cannot be told from one to the same partner that the portal made meanwhile. */
function isRiddle(ended: Ended, { isRaced }: Around): boolean {
  const [change, ...more] = ended.changes;
  const isUndoing = change?.after === null && change.before === propertiesOf(ended, 0)["partnerId"];
  return isUndoing && more.length === 0 && ended.hasFailed && isRaced(ended.identity);
}

/** First the declared partner, over another one only where that is allowed; then back to what was before, if anything. */
function judgeWrites(ended: Ended, mayReplace: boolean): void {
  const declared = propertiesOf(ended, ended.callback === "create" ? 0 : 2)["partnerId"];
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

function judgeRemoval(ended: Ended, around: Around): void {
  const [id, state] = ended.args as [string, Properties];
  const [change, ...more] = ended.changes;
  const partner = change?.before ?? around.world.partnerOf(ended.identity) ?? undefined;
  const holder = around.holderOf(id, state, partner);
  const isRefused = ["PAL_AUTH_FAILED", "PAL_IDENTITY_MISMATCH"].some((code) => ended.codes.includes(code));
  const isLeft = around.isClean && around.isAbandoned(id, state);
  demand(!isRefused || !isLeft, "delete failed though the program has named another identity");
  demand(change === undefined || !around.world.lacksToken(state), "delete signed in without the token of a run");
  demand(more.length === 0, "delete wrote more than once");
  if (change === undefined) return judgeLeaving(ended, state, holder, around);
  const { after, before } = change;
  demand(after === null, "delete linked another partner");
  // One that others made again to the same partner counts as the stack's: see limits.test.ts.
  const isStacks = before !== null && (isInState(state, before) || change.madeBy === "program");
  demand(isStacks, `delete removed the link to ${String(before)}, which others had made`);
  demand(before !== null && isRemovedOnDelete(state, before), "delete removed a link that it was to retain");
  // One that has failed has the link in state, but does not hold it.
  const isHeld = holder?.initErrors.length === 0;
  demand(!isHeld, "delete removed the link that another resource of the program holds");
}

function judgeLeaving(ended: Ended, state: Properties, holder: Resource | undefined, around: Around): void {
  const { identity, hasFailed, reported } = ended;
  const live = around.world.linkOf(identity);
  if (hasFailed || live === undefined || !isRemovedOnDelete(state, live.partner)) return;
  if (around.isRaced(identity)) return;
  const isOthers = around.isInOtherState(idOf(identity), state, live.partner) || !around.answersFor(identity);
  if (!isInState(state, live.partner) && isOthers) return;
  const isWarned = reported.some((line) => line.includes(idOf(identity)) && line.endsWith("(PAL_LINK_KEPT)"));
  if (isWarned && around.isAbandoned(idOf(identity), state)) return;
  demand(holder !== undefined, "delete left the link that this resource made");
  const known = settledIn(state);
  if (holder === undefined || known?.created !== true || known.version !== live.version) return;
  if (isRemovedOnDelete(holder.outputs, live.partner) || holder.outputs["onDelete"] !== undefined) return;
  demand(isWarned, "delete left the link that the stack made to a resource that adopted it, without a warning");
}
