import { linkIdOf } from "../azure/identity";
import { PartialSuccess } from "../errors";
import { type Outcome, type Target, UnknownOutcome } from "./converge";
import { inputsIn, type Properties } from "./state";

/** The link that a write of unknown outcome met, where it was the stack's to change. */
interface Former {
  readonly partnerId: string;
  /** What the stack had left there itself; absent where nothing is known of that. */
  readonly declared?: string;
  readonly adopted: boolean;
}

/**
 * Does a write. One of which nobody knows whether it took effect is kept in the state, so that the next update or a
 * destroy finds out.
 *
 * @param olds - the outputs that an update began with.
 */
export async function orKept(
  inputs: Properties,
  target: Target,
  write: () => Promise<Outcome>,
  olds?: Properties,
): Promise<Outcome> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof UnknownOutcome)) throw error;
    const state = unsettledState(inputs, target, error.before?.partnerId, olds);
    throw new PartialSuccess(error, linkIdOf(target.identity), state);
  }
}

/** Outputs of a link that is at the target's partner or still as it was found; `state` is left out until somebody has looked. */
export function unsettledState(
  inputs: Properties,
  { identity, partnerId }: Pick<Target, "identity" | "partnerId">,
  found: string | undefined,
  olds: Properties | undefined,
): Record<string, unknown> {
  const { tenantId, objectId, clientId } = identity;
  const former = olds === undefined ? undefined : formerOf(olds, found);
  const pending = olds === undefined ? [] : pendingOf(olds).filter((partner) => partner !== partnerId);
  return {
    ...inputsIn(inputs),
    tenantId,
    objectId,
    adopted: false,
    ...(clientId === undefined ? {} : { __clientId: clientId }),
    __declaredPartnerId: partnerId,
    ...(former === undefined ? {} : { __former: former }),
    ...(pending.length === 0 ? {} : { __pending: pending }),
    __provider: inputs["__provider"],
  };
}

function formerOf(olds: Properties, found: string | undefined): Former | undefined {
  if (found === undefined || !isOwn(olds, found)) return undefined;
  const { __declaredPartnerId: declared, adopted } = settled(olds, found);
  return {
    partnerId: found,
    ...(typeof declared === "string" ? { declared } : {}),
    adopted: adopted === true,
  };
}

/** Partners of all writes since the last look that settled anything: each of them may still take effect. */
function pendingOf(state: Properties): string[] {
  if (!isUnsettled(state)) return [];
  const earlier = Array.isArray(state["__pending"]) ? (state["__pending"] as string[]) : [];
  return [...new Set([String(state["__declaredPartnerId"]), ...earlier])];
}

function formerIn(state: Properties): Former | undefined {
  const former = state["__former"];
  return typeof former === "object" && former !== null ? (former as Former) : undefined;
}

/** Whether nobody has looked since a write that was not answered. */
export function isUnsettled(state: Properties): boolean {
  return state["state"] === undefined;
}

/** The outputs once somebody has looked: a link that was found tells which of the writes took effect. */
export function settled(olds: Properties, live: string | undefined): Properties {
  const { __former, __pending, __declaredPartnerId: last, ...others } = olds;
  if (!isUnsettled(olds)) return { ...others, __declaredPartnerId: last };
  if (live === undefined) return { ...others, __declaredPartnerId: last, adopted: false };
  if (pendingOf(olds).includes(live)) return { ...others, __declaredPartnerId: live, adopted: false };
  const former = formerIn(olds);
  if (former?.partnerId !== live) return others;
  const { declared, adopted } = former;
  return { ...others, ...(declared === undefined ? {} : { __declaredPartnerId: declared }), adopted };
}

/** Whether the stack made this link: the last that it wrote, or one before where nobody knows which took effect. */
export function isMade(state: Properties, partnerId: string): boolean {
  if (!isUnsettled(state)) return partnerId === state["__declaredPartnerId"];
  if (pendingOf(state).includes(partnerId)) return true;
  const former = formerIn(state);
  if (former?.partnerId !== partnerId || former.declared !== partnerId) return false;
  return !former.adopted || state["onDelete"] === "unlink";
}

/** Whether a link is the stack's to change: any, but for one found where nobody knows whether the stack had made its own. */
export function isOwn(state: Properties, partnerId: string): boolean {
  if (!isUnsettled(state)) return true;
  return pendingOf(state).includes(partnerId) || partnerId === formerIn(state)?.partnerId;
}
