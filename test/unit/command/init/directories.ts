import { PalError } from "../../../../provider/errors";
import type { Directory } from "../../../../provider/command/init/directory";
import type { LiveLink } from "../../../../provider/azure/partnerLink";
import { identity, tenantId } from "../../fixtures";

const tenant = { tenantId, displayName: "Contoso", defaultDomain: "contoso.example" };

export function directoryLinkedTo(live: LiveLink | undefined, change: Partial<Directory["tenant"]> = {}): Directory {
  return { tenant: { ...tenant, ...change }, seen: { identity, live } };
}

export function directoryThatRefuses(text = "refused"): Directory {
  return { tenant, seen: { failure: new PalError("PAL_AUTH_FAILED", text) } };
}
