import type { Properties } from "./callbacks";

/** The link that a state says its stack wrote or adopted. */
export interface SettledLink {
  readonly kind: "settled";
  readonly partnerId: string;
  readonly created: boolean;
  readonly version?: number;
}

/** Writes of unknown outcome, and what was there before. */
export interface UnsettledLink {
  readonly kind: "unsettled";
  readonly pending: readonly string[];
  readonly found?: string;
  readonly before?: SettledLink;
}

export type LinkIn = SettledLink | UnsettledLink;

export function linkIn(state: Properties): LinkIn {
  return state["__link"] as LinkIn;
}

interface Declared {
  readonly urn: string;
  readonly ignoreChanges?: readonly string[];
  readonly dryRun?: boolean;
}

function declaredIn(properties: Properties): Declared | undefined {
  return properties["__declared"] as Declared | undefined;
}

/** URN that inputs or a state name; a state has the old one after a rename until the next write. */
export function urnIn(properties: Properties): string | undefined {
  return declaredIn(properties)?.urn;
}

export function isOfPreview(inputs: Properties): boolean {
  return declaredIn(inputs)?.dryRun === true;
}

export function ignoresPartner(inputs: Properties): boolean {
  return declaredIn(inputs)?.ignoreChanges?.includes("partnerId") === true;
}

/** The settled link that a state vouches for, be it the one before writes of unknown outcome. */
export function settledIn(state: Properties): SettledLink | undefined {
  const link = linkIn(state);
  return link.kind === "settled" ? link : link.before;
}

/**
 * Whether the stack may not change a link: a write had an unknown outcome, and the link is neither one that such a write
 * may have made nor the one that it found and was to replace.
 */
export function isForeignLink(state: Properties, live: string | null): boolean {
  const link = linkIn(state);
  if (link.kind === "settled" || live === null) return false;
  return !link.pending.includes(live) && live !== link.found;
}

/** Whether a state says that the stack made, or adopted, the link to this partner. */
export function isInState(state: Properties, partner: string): boolean {
  const link = linkIn(state);
  if (link.kind === "settled") return link.partnerId === partner;
  return link.pending.includes(partner) || (partner === link.found && link.before?.partnerId === partner);
}

/** Whether deleting the resource removes the link to this partner. */
export function isRemovedOnDelete(state: Properties, partner: string): boolean {
  if (state["onDelete"] === "unlink" || state["onDelete"] === "retain") return state["onDelete"] === "unlink";
  const link = linkIn(state);
  if (link.kind === "settled") return link.created;
  return link.pending.includes(partner) || link.before?.created === true;
}
