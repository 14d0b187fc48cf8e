import type { Emulator } from "partner-admin-link-emulator";
import { providerPointer } from "../../../provider/providerPointer";
import type { Properties } from "./callbacks";
import { partner, rowOf, setLink, type Someone } from "./principals";

/**
 * Inputs as the constructor registers them; a change to undefined leaves the key out.
 *
 * @param declared - what the constructor adds beside the URN.
 */
export function inputsOf(someone: Someone, changes: Properties = {}, declared: Properties = {}): Properties {
  const { tenantId, clientId, clientSecret, urn } = someone;
  return present({
    partnerId: partner.partnerId,
    credential: { tenantId, clientId, clientSecret },
    __provider: providerPointer,
    __declared: { urn, ...declared },
    ...changes,
  });
}

/** The inputs that check returns for them. */
export function checkedOf(someone: Someone, changes: Properties = {}, declared: Properties = {}): Properties {
  const { tenantId, objectId } = someone;
  return present({ ...inputsOf(someone, {}, declared), tenantId, objectId, ...changes });
}

/** Outputs of a resource that wrote the link as it stands in the emulator, or adopted it where that is changed. */
export function outputsOf(
  emulator: Emulator,
  someone: Someone,
  changes: Properties = {},
  declared: Properties = {},
): Properties {
  const { partnerId, partnerName, version, createdTime, updatedTime } = rowOf(emulator, someone);
  const created = changes["adopted"] !== true;
  return present({
    ...inputsOf(someone, {}, declared),
    partnerId,
    tenantId: someone.tenantId,
    objectId: someone.objectId,
    partnerName,
    state: "Active",
    version,
    createdTime: milliseconds(createdTime),
    updatedTime: milliseconds(updatedTime),
    adopted: false,
    __link: { kind: "settled", partnerId, created, version, clientId: someone.clientId },
    ...changes,
  });
}

/** Links somebody and gives the outputs of a resource that did so in an earlier run. */
export function linked(
  emulator: Emulator,
  someone: Someone,
  changes: Properties = {},
  declared: Properties = {},
): Properties {
  setLink(emulator, someone, partner.partnerId);
  return outputsOf(emulator, someone, changes, declared);
}

/** The service's time stamps have more digits than a Date of the SDK. */
function milliseconds(time: string): string {
  return new Date(time).toISOString();
}

function present(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
