import type { Worth } from "./roleList";

/** How much of a subscription roles that count cover: 0 nothing, 1 a part of it or only for a time, 2 all of it, permanently. */
export type Bound = 0 | 1 | 2;

/** Reasons that a subscription's roles can give while more than nothing may be covered. */
export type RoleReasonId =
  | "customRole"
  | "maybeOnlyActive"
  | "notConfirmed"
  | "onlyWhileActive"
  | "partOfSubscription"
  | "roleNotInList"
  | "rolesNotVisible";

/** A role that the identity certainly has, as seen from one subscription. */
export interface ProvedRole {
  readonly place: "atOrAbove" | "below";
  /** Absent for a role that is known by what it may do alone. */
  readonly roleId?: string;
  readonly name: string;
  readonly worth: Worth;
  /** `perhaps`: it may have been activated. */
  readonly lasts: "always" | "limited" | "perhaps";
  /** Whether a source tells when it ends, or that it does not. */
  readonly isEndKnown: boolean;
  readonly createdTime?: string;
  readonly isOnResource: boolean;
}

/** Something that was not read, and how much it may cover. */
export interface Gap {
  readonly hi: Bound;
  readonly reason: "customRole" | "notConfirmed" | "roleNotInList" | "rolesNotVisible";
  /** The role that may be there, where one is known. */
  readonly name?: string;
}

/** A reason, and the roles that it is about. */
export interface RoleReason {
  readonly id: RoleReasonId;
  readonly names: readonly string[];
}

/** Coverage of one subscription: at least `lo`, at most `hi`. */
export interface Coverage {
  readonly lo: Bound;
  readonly hi: Bound;
  readonly reasons: readonly RoleReason[];
  readonly proved: readonly ProvedRole[];
  /** What covers it may end, for all that could be read. */
  readonly isEndUnknown: boolean;
  /** Whether reading more could show more. */
  readonly isOpen: boolean;
}

interface Effect {
  readonly lo: Bound;
  readonly hi: Bound;
}

export function effectOf({ place, worth, lasts }: Pick<ProvedRole, "place" | "worth" | "lasts">): Effect {
  const whole = place === "atOrAbove" ? 2 : 1;
  if (worth === "doesNotCount") return { lo: 0, hi: 0 };
  if (worth !== "counts") return { lo: 0, hi: whole };
  if (lasts === "limited") return { lo: 1, hi: 1 };
  return lasts === "perhaps" ? { lo: 1, hi: whole } : { lo: whole, hi: whole };
}

/** `lo` rises only by what is proved, and `hi` is as high as anything unread could make it. */
export function coverageOf(proved: readonly ProvedRole[], gaps: readonly Gap[]): Coverage {
  const effects = proved.map(effectOf);
  const lo = highest(effects.map((effect) => effect.lo));
  const hi = lo === 2 ? 2 : highest([...effects.map((effect) => effect.hi), ...gaps.map((gap) => gap.hi)]);
  const causes = proved.filter((role) => lo > 0 && effectOf(role).lo === lo);
  const isEndUnknown = causes.length > 0 && causes.every(({ lasts, isEndKnown }) => lasts === "always" && !isEndKnown);
  const isOpen = gaps.some((gap) => gap.hi > lo);
  return { lo, hi, proved, isEndUnknown, isOpen, reasons: lo === 2 ? [] : reasonsFor(proved, gaps, lo) };
}

function highest(bounds: readonly Bound[]): Bound {
  return bounds.reduce((one, other) => (one > other ? one : other), 0);
}

function reasonsFor(proved: readonly ProvedRole[], gaps: readonly Gap[], lo: Bound): RoleReason[] {
  const ofRoles = proved.flatMap((role): [RoleReasonId, string][] => {
    const effect = effectOf(role);
    const ids = [
      ...(effect.lo > 0 && effect.lo === lo ? limitsOf(role) : []),
      ...(role.worth === "counts" && role.lasts === "perhaps" ? (["maybeOnlyActive"] as const) : []),
      ...(effect.hi > lo && role.worth === "custom" ? (["customRole"] as const) : []),
      ...(effect.hi > lo && role.worth === "notInList" ? (["roleNotInList"] as const) : []),
    ];
    return ids.map((id) => [id, role.name]);
  });
  const open = gaps.filter((gap) => gap.hi > lo);
  const ofGaps = open.map(({ reason, name = "" }): [RoleReasonId, string] => [reason, name]);
  const found = grouped([...ofRoles, ...ofGaps]);
  // What was not read says little beside something that is in the way for certain.
  const isExplained = found.some(({ id }) => explaining.includes(id));
  return found.filter(({ id }) => id !== "rolesNotVisible" || !isExplained);
}

const explaining: readonly RoleReasonId[] = ["customRole", "maybeOnlyActive", "notConfirmed", "roleNotInList"];

function limitsOf({ lasts, place }: ProvedRole): RoleReasonId[] {
  return [
    ...(lasts === "limited" ? (["onlyWhileActive"] as const) : []),
    ...(place === "below" ? (["partOfSubscription"] as const) : []),
  ];
}

function grouped(reasons: readonly (readonly [RoleReasonId, string])[]): RoleReason[] {
  const ids = [...new Set(reasons.map(([id]) => id))].sort();
  return ids.map((id) => ({
    id,
    names: [...new Set(reasons.filter(([other, name]) => other === id && name !== "").map(([, name]) => name))].sort(),
  }));
}
