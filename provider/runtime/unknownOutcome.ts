import { linkIdOf } from "../azure/identity";
import { PartialSuccess } from "../errors";
import { type Outcome, type Target, UnknownOutcome } from "./converge";
import { inputsIn, type Properties } from "./state";

/**
 * Does a write. One of which nobody knows whether it took effect is kept in the state, so that the next update or a
 * destroy finds out; `state` is left out until somebody has looked.
 */
export async function orKept(
  inputs: Properties,
  { identity, partnerId }: Target,
  write: () => Promise<Outcome>,
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
      __provider: inputs["__provider"],
    });
  }
}
