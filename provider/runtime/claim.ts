import { type Identity, linkIdOf } from "../azure/identity";
import { PalError } from "../errors";
import { unexpectedIdentity } from "./expectations";
import { hold } from "./holders";
import * as messages from "./messages";
import { type Properties, urnOf } from "./state";

/**
 * Takes the identity for a resource that is about to write.
 * @throws PalError PAL_IDENTITY_HELD when another resource of the program has it, PAL_EXPECTATION_FAILED when it is not
 * the one that the program expects.
 */
export function claim(identity: Identity, inputs: Properties): void {
  const urn = urnOf(inputs);
  const holder = hold(linkIdOf(identity), urn);
  if (holder !== undefined) throw new PalError("PAL_IDENTITY_HELD", messages.identityHeld(identity, holder, urn));
  const unexpected = unexpectedIdentity(inputs, identity);
  if (unexpected !== undefined) throw new PalError("PAL_EXPECTATION_FAILED", unexpected);
}
