import { linkIdOf } from "../azure/identity";
import { PartialSuccess } from "../errors";
import { type Outcome, type Target, UnknownOutcome } from "./converge";
import { inputsIn, type Properties } from "./state";

/** The link that a write of unknown outcome was to change, where the stack had one. */
interface Former {
  readonly partnerId: unknown;
  readonly adopted: boolean;
  /** What the write was to replace: it is the stack's to replace still. */
  readonly found?: string;
}

/**
 * Does a write. One of which nobody knows whether it took effect is kept in the state, so that the next update or a
 * destroy finds out; `state` is left out until somebody has looked.
 *
 * @param olds - the outputs that an update began with.
 */
export async function orKept(
  inputs: Properties,
  { identity, partnerId }: Target,
  write: () => Promise<Outcome>,
  olds?: Properties,
): Promise<Outcome> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof UnknownOutcome)) throw error;
    const { tenantId, objectId, clientId } = identity;
    throw new PartialSuccess(error, linkIdOf(identity), {
      ...inputsIn(inputs),
      tenantId,
      objectId,
      adopted: false,
      ...(clientId === undefined ? {} : { __clientId: clientId }),
      __declaredPartnerId: partnerId,
      ...(olds === undefined ? {} : { __former: formerOf(olds, error.before?.partnerId) }),
      __provider: inputs["__provider"],
    });
  }
}

/** A second unknown outcome in a row leaves the link of before the first. */
function formerOf(olds: Properties, found: string | undefined): Former | null {
  const known: Former = { partnerId: olds["__declaredPartnerId"], adopted: olds["adopted"] === true };
  const former = olds["state"] === undefined ? formerIn(olds) : known;
  return former === undefined ? null : { ...former, ...(found === undefined ? {} : { found }) };
}

function formerIn(state: Properties): Former | undefined {
  const former = state["__former"];
  return typeof former === "object" && former !== null ? (former as Former) : undefined;
}

/** Whether the stack made this link: the last that it wrote, or the one before where nobody knows whether it did. */
export function isMade(state: Properties, partnerId: string): boolean {
  const former = formerIn(state);
  return partnerId === state["__declaredPartnerId"] || (former?.partnerId === partnerId && !former.adopted);
}

/** Whether a link is the stack's to change: any, but for one found where nobody knows whether the stack had made its own. */
export function isOwn(state: Properties, partnerId: string | undefined): boolean {
  if (state["state"] !== undefined) return true;
  const former = formerIn(state);
  const own = [state["__declaredPartnerId"], former?.partnerId, former?.found];
  return partnerId !== undefined && own.includes(partnerId);
}
