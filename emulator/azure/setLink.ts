import type { SetLinkOptions } from "./options";
import type { EmulatorState } from "./state";
import type { Identity, LinkRecord } from "./types";

/**
 * Changes a link behind everybody's back.
 *
 * @throws Error when the directory has no such identity or the partner ID is not digits.
 */
export function setLink(
  state: EmulatorState,
  identity: Identity,
  partnerId: string | null,
  options: SetLinkOptions = {},
): LinkRecord | undefined {
  const { tenantId, objectId } = identity;
  if (state.directory.principal(tenantId, objectId) === undefined) {
    throw new Error(`The directory has no principal ${objectId} in tenant ${tenantId}.`);
  }
  if (partnerId === null) {
    if (options.erase === true) {
      state.links.erase(identity);
    } else {
      state.links.unlink(identity);
    }
    return state.links.get(identity);
  }
  if (!/^\d+$/.test(partnerId)) {
    throw new Error(`"${partnerId}" is no partner ID: it must be digits.`);
  }
  const partnerName = options.partnerName ?? state.directory.partner(partnerId)?.name ?? "";
  return state.links.link(identity, partnerId, partnerName);
}
