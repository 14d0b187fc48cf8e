import type { Identity } from "../../provider/azure/identity";
import type { LiveLink } from "../../provider/azure/partnerClient";
import { PalError, type PalErrorDetails } from "../../provider/errors";

export const tenantId = "aaaaaaaa-0000-4000-8000-000000000001";
export const objectId = "bbbbbbbb-0000-4000-8000-000000000002";
export const clientId = "cccccccc-0000-4000-8000-000000000003";
export const linkId = `${tenantId}/${objectId}`;

export const identity: Identity = {
  tenantId,
  objectId,
  clientId,
  label: `service principal ${clientId} (object id ${objectId}, tenant ${tenantId})`,
};

/** The partner that the tests declare, and somebody else. */
export const declared = "1234567";
export const another = "7654321";

export const linkedAsDeclared: LiveLink = { partnerId: declared, partnerName: "Contoso", version: 3 };
export const linkedToAnother: LiveLink = { partnerId: another, partnerName: "Fabrikam", version: 5 };

/** What the runtime makes of an answer with this status and ARM error code. */
export function serviceError(details: PalErrorDetails): PalError {
  return new PalError("PAL_SERVICE_FAILED", `the service said ${details.serviceCode ?? "nothing"}`, details);
}

export const alreadyLinked = serviceError({ statusCode: 409, serviceCode: "PartnerIdAlreadyLinked" });
export const notFound = serviceError({ statusCode: 404, serviceCode: "NotFound" });
export const lostReply = serviceError({});

/** What a function throws, for assertions on more than the message. */
export async function thrownBy(callback: () => unknown): Promise<unknown> {
  try {
    await callback();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
