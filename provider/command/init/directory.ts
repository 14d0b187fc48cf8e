import type { Observation } from "../../azure/observe";
import type { Tenant } from "../../recognition/types";
import type { Customer, IdentityKind } from "../customers/customer";

/** How one sign-in enters the directories that it reaches. */
export interface Entrance {
  readonly identity: IdentityKind;
  /** Empty for a person, and for the machine's own identity. */
  readonly clientId: string;
}

/** A directory, with the link of the identity there or why it could not be read. */
export interface Directory {
  readonly tenant: Tenant;
  readonly seen: Observation;
}

/** What a row is before the partner is known. */
export function rowOf({ tenantId, displayName = "", defaultDomain = "" }: Tenant, entrance: Entrance) {
  // It names a resource, so anything else than a domain is none.
  const domain = /^[a-z0-9][a-z0-9.-]*$/i.test(defaultDomain) ? defaultDomain.toLowerCase() : "";
  return { tenantId, name: displayName, domain, ...entrance } satisfies Partial<Customer>;
}
