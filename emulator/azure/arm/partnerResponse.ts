import type { Behaviour } from "../behaviour";
import type { LinkRecord } from "../types";

/** A link as the service shows it: provider name in lower case in `id`, `etag` an integer equal to the version. */
export function partnerResponse(link: LinkRecord, behaviour: Behaviour, withoutId: boolean): Record<string, unknown> {
  const collection = "/providers/microsoft.managementpartner/partners";
  const isAnonymous = withoutId && behaviour.idOfGetWithoutId === "withoutPartnerId";
  const { partnerId, partnerName, tenantId, objectId, version, updatedTime, createdTime, state } = link;
  return {
    id: isAnonymous ? collection : `${collection}/${partnerId}`,
    type: isAnonymous ? "Microsoft.ManagementPartner/partner" : "Microsoft.ManagementPartner/partners",
    name: partnerId,
    etag: version,
    properties: {
      partnerId,
      ...(behaviour.partnerName === "given" ? { partnerName } : {}),
      tenantId,
      objectId,
      version,
      updatedTime,
      createdTime,
      state,
    },
  };
}
