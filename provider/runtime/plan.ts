import type { LiveLink } from "../azure/partnerLink";
import type { Declaration } from "./declaration";
import { type LinkState, type Settled, settle, type Unsettled } from "./linkState";

/** Why a link may not be written. */
export type Refusal =
  /** Another partner is linked, and not by this stack. */
  | "linkExists"
  /** The partner is not the one that `expect.partnerName` names. */
  | "otherPartnerName"
  /** There is no link to import. */
  | "importAbsent"
  /** The link to import is another partner's. */
  | "importOther";

export type WritePlan =
  /** The link stands as declared, or its drift is ignored; `link` is what the state is to say. */
  | { readonly action: "nothing"; readonly link: Settled }
  | { readonly action: "create" }
  | { readonly action: "replace" }
  | { readonly action: "refuse"; readonly reason: Refusal };

export type WantedLink = Pick<Declaration, "partnerId" | "overwrite" | "expect" | "ignoresPartner" | "importId">;

/**
 * What a live link means for a declaration: the one place that decides whether a link may be changed.
 *
 * @param link - what the state says; `new` for a resource that is about to be created.
 * @param seen - links that states of this identity say the stack made, as far as this process has seen them.
 */
export function planWrite(
  live: LiveLink | undefined,
  wanted: WantedLink,
  link: LinkState | "new",
  seen: readonly Settled[] = [],
): WritePlan {
  const isImport = link === "new" && wanted.importId !== undefined;
  if (live === undefined) return isImport ? refuse("importAbsent") : { action: "create" };
  if (live.partnerId === wanted.partnerId) {
    if (comparePartnerName(wanted, live) === "other") return refuse("otherPartnerName");
    return { action: "nothing", link: settle(live, isOwn(live, link, seen)) };
  }
  if (isImport) return refuse("importOther");
  if (link !== "new" && wanted.ignoresPartner) {
    const known = resolve(link, live);
    if (known.kind === "settled") return { action: "nothing", link: known };
  }
  return wanted.overwrite || mayReplace(live, link, seen) ? { action: "replace" } : refuse("linkExists");
}

function refuse(reason: Refusal): WritePlan {
  return { action: "refuse", reason };
}

/** Whether the stack made the link that stands, as far as states and versions tell. */
export function isOwn(live: LiveLink, link: LinkState | "new", seen: readonly Settled[]): boolean {
  if (link !== "new" && link.kind === "unsettled" && link.pending.includes(live.partnerId)) return true;
  const known = link === "new" ? [] : [link.kind === "settled" ? link : link.before];
  return [...seen, ...known].some((one) => one !== undefined && isMadeAs(one, live));
}

function isMadeAs({ created, partnerId, version }: Settled, live: LiveLink): boolean {
  return created && partnerId === live.partnerId && version === live.version;
}

/** Whether the stack made the link that a state is about, or may have. */
export function isCreated(link: LinkState): boolean {
  return link.kind === "unsettled" || link.created;
}

/** A link that the state knows is the resource's to change; one that is found at creation only where the stack made it. */
function mayReplace(live: LiveLink, link: LinkState | "new", seen: readonly Settled[]): boolean {
  if (seen.some((one) => isMadeAs(one, live))) return true;
  return link !== "new" && (link.kind === "settled" || isOfUnsettled(live, link));
}

/** Whether it is a link of the writes whose outcome is unknown, or the one that they found. */
function isOfUnsettled({ partnerId }: LiveLink, { pending, found }: Unsettled): boolean {
  return pending.includes(partnerId) || partnerId === found;
}

/** What the state is to say once a link was read: it tells which of the writes of unknown outcome was applied. */
export function resolve(link: LinkState, live: LiveLink): LinkState {
  if (link.kind === "settled") return link;
  if (link.pending.includes(live.partnerId)) return settle(live, true);
  return live.partnerId === link.found && link.before !== undefined ? link.before : link;
}

/** What a write of unknown outcome leaves in state. `live` is what it found. */
export function unsettle(
  partnerId: string,
  live: LiveLink | undefined,
  link: LinkState | "new",
  seen: readonly Settled[] = [],
): Unsettled {
  const pending = link !== "new" && link.kind === "unsettled" ? link.pending : [];
  const all = [partnerId, ...pending.filter((partner) => partner !== partnerId)];
  if (live === undefined) return { kind: "unsettled", pending: all };
  const before = link === "new" ? seen.find((one) => isMadeAs(one, live)) : resolve(link, live);
  if (before?.kind !== "settled") return { kind: "unsettled", pending: all };
  return { kind: "unsettled", pending: all, found: live.partnerId, before };
}

export type Removal = "remove" | "leave" | "absent";

/** Whether a deletion removes the link that stands: never one that the resource neither wrote nor adopted. */
export function planRemoval(live: LiveLink | undefined, link: LinkState, onDelete: Declaration["onDelete"]): Removal {
  if (live === undefined) return "absent";
  const known = resolve(link, live);
  if (known.kind === "unsettled" || known.partnerId !== live.partnerId) return "leave";
  return isRetained(known, onDelete) ? "leave" : "remove";
}

/** Whether a deletion keeps the link: as declared, else it removes what the stack made and keeps what it adopted. */
export function isRetained(link: LinkState, onDelete: Declaration["onDelete"]): boolean {
  if (onDelete !== undefined) return onDelete === "retain";
  return link.kind === "settled" && !link.created;
}

export type RefreshPlan =
  | { readonly action: "keep"; readonly link: LinkState }
  /** There is no link, and none that may still be made. */
  | { readonly action: "gone" }
  /** There is none yet: a write of unknown outcome may still be applied. */
  | { readonly action: "wait" }
  /** Another partner's link, which the stack did not make and did not find before. */
  | { readonly action: "drop" };

/** What a refresh makes of the link that it read. */
export function planRefresh(live: LiveLink | undefined, link: LinkState): RefreshPlan {
  if (live === undefined) return { action: link.kind === "unsettled" ? "wait" : "gone" };
  if (link.kind === "unsettled" && !isOfUnsettled(live, link)) return { action: "drop" };
  return { action: "keep", link: resolve(link, live) };
}

/** Compares the partner's name with the expected one: `unknown` when the service gives none. */
export function comparePartnerName(
  { expect }: Pick<Declaration, "expect">,
  live: LiveLink,
): "same" | "unknown" | "other" {
  const expected = expect?.partnerName;
  if (expected === undefined) return "same";
  if (live.partnerName === undefined) return "unknown";
  return comparable(expected) === comparable(live.partnerName) ? "same" : "other";
}

function comparable(name: string): string {
  return name.trim().toLowerCase();
}
