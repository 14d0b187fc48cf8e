import { isDeepStrictEqual } from "node:util";
import type { Properties } from "./callbacks";
import type { Name } from "./history";
import { idOf } from "./identities";
import { ignoresPartner, isForeignLink, type LinkIn, linkIn, type SettledLink } from "./isForeignLink";
import type { Around, Ended } from "./rules";
import { demand } from "./violation";
import type { Made, ModelWorld } from "./world";

/** Compares what a callback that succeeded says with the link as it is. */
export function judgeResult(ended: Ended, around: Around): void {
  switch (ended.callback) {
    case "create":
      return judgeCreated(ended, around);
    case "update":
      return judgeUpdated(ended, around);
    case "read":
      return judgeRead(ended, around);
    default:
  }
}

function judgeCreated(ended: Ended, around: Around): void {
  const { id, outs } = ended.result as { id: string; outs: Properties };
  const [inputs] = ended.args as [Properties];
  demand(id === idOf(ended.identity), `create answered the id ${id}`);
  judgeOutputs(outs, inputs, ended.identity, around.world);
  judgeOwnership(ended, outs, false, around);
}

function judgeUpdated(ended: Ended, around: Around): void {
  const { identity, changes } = ended;
  const { outs } = ended.result as { outs: Properties };
  const [, olds, news] = ended.args as [string, Properties, Properties];
  const live = around.world.partnerOf(identity);
  const isUnseen = !around.isClean || around.world.identityOf(news) !== identity;
  // With driftCheck "off" the link is not read unless it is to change.
  const mayNotRead = news["driftCheck"] === "off" || (news["driftCheck"] === "bestEffort" && isUnseen);
  const isKept = changes.length === 0 && isDeepStrictEqual(linkIn(outs), linkIn(olds));
  demand(outs["adopted"] === !isCreated(outs), "adopted does not say what the state says");
  if (mayNotRead && isKept) return;
  judgeOutputs(outs, news, identity, around.world);
  const link = linkIn(olds);
  const isPending = link.kind === "unsettled" && live !== null && link.pending.includes(live);
  if (ignoresPartner(news) && live !== news["partnerId"] && !isPending) {
    const known = link.kind === "settled" ? link : link.before;
    return demand(isSame(linkIn(outs), known), "update took over a link whose drift is ignored");
  }
  judgeOwnership(ended, outs, isPending, around);
}

function isCreated(outs: Properties): boolean {
  const link = linkIn(outs);
  return link.kind === "settled" && link.created;
}

/** A link is the stack's own if this call wrote it, or a state that this run was passed said so of exactly this link. */
function judgeOwnership(ended: Ended, outs: Properties, isPending: boolean, around: Around): void {
  const { callback, identity, changes } = ended;
  const { memory } = around;
  const live = around.world.linkOf(identity);
  if (live === undefined || around.isRaced(identity)) return;
  const created = isCreated(outs);
  const expected = changes.length > 0 || isPending || memory.hasSeenCreated(identity, live);
  demand(created === expected, `${callback} says created ${String(created)}`);
  const isForgotten = live.by === "program" && memory.isUntouched(identity, live) && !around.isLost(identity);
  demand(created || !isForgotten, `${callback} adopted the stack's own link`);
}

/** Inputs as check returns them stand among the outputs. */
const inputNames = ["partnerId", "credential", "expect", "overwrite", "driftCheck", "onDelete"].concat([
  "tenantId",
  "objectId",
  "__declared",
  "__provider",
]);

function judgeRead(ended: Ended, { world, isClean }: Around): void {
  const { id = "", props = {}, inputs = {} } = ended.result as { id?: string; props?: Properties; inputs?: Properties };
  const [, state] = ended.args as [string, Properties];
  const live = world.linkOf(ended.identity);
  const { driftCheck = "required" } = state;
  const isRefused = world.identityOf(state) === ended.identity && world.isShutOut(idOf(ended.identity), state);
  const isUnread = isClean && (isRefused || world.lacksToken(state));
  demand(!isUnread || driftCheck !== "required", "read passes over a link that must be verified");
  const isForeign = isForeignLink(state, live?.partner ?? null);
  if (id === "") return demand(live === undefined || isForeign, "read says that the link is gone");
  const kept = Object.entries(props).filter(([name]) => inputNames.includes(name));
  demand(isDeepStrictEqual(inputs, Object.fromEntries(kept)), "read gives other inputs than outputs");
  const isUnchanged = isDeepStrictEqual(linkIn(props), linkIn(state));
  demand(isUnchanged || isResolved(linkIn(state), linkIn(props), live), "read changed what the stack made");
  const isSignedIn = !world.isStale(state) && !world.lacksToken(state);
  const isReadable = world.identityOf(state) === ended.identity && isSignedIn;
  if (!isClean || !isReadable) return;
  demand(!isForeign, "read took over a link of others");
  // A link that may still be made is kept in state.
  const isPending = live === undefined && linkIn(state).kind === "unsettled";
  demand(props["partnerId"] === live?.partner || isPending, "read does not say what is linked");
}

/** The client ID of the identity stands beside a link, but not beside the one of before. */
function isSame(link: LinkIn, other: LinkIn | undefined): boolean {
  if (link.kind !== "settled" || other?.kind !== "settled") return false;
  const { partnerId, created, version } = other;
  return link.partnerId === partnerId && link.created === created && link.version === version;
}

/** Whether a state says, of a write whose outcome was unknown, what the link that stands tells. */
function isResolved(before: LinkIn, after: LinkIn, live: Made | undefined): boolean {
  if (before.kind !== "unsettled" || after.kind !== "settled" || live === undefined) return false;
  const { partner, version } = live;
  if (!before.pending.includes(partner)) return partner === before.found && isSame(after, before.before);
  return after.created && after.partnerId === partner && after.version === version;
}

function judgeOutputs(outs: Properties, inputs: Properties, identity: Name, world: ModelWorld): void {
  const live = world.linkOf(identity);
  demand(live !== undefined, "success without a link");
  if (live === undefined) return;
  const { partner, version } = live;
  demand(partner === inputs["partnerId"] || ignoresPartner(inputs), `success with a link to ${partner}`);
  demand(outs["partnerId"] === partner || ignoresPartner(inputs), `outputs name partner ${String(outs["partnerId"])}`);
  demand(outs["version"] === version, `outputs have version ${String(outs["version"])}`);
  demand(linkIn(outs).kind === "settled", "success with a write of unknown outcome");
  if (partner !== inputs["partnerId"]) return;
  const link = linkIn(outs) as SettledLink;
  const isSettled = link.partnerId === partner && link.version === version;
  demand(isSettled, `state settles ${link.partnerId} at version ${String(link.version)}`);
  demand(outs["adopted"] === !link.created, "adopted does not say what the state says");
}
