import type { Tenant } from "../../recognition/types";
import { quotable } from "../../text";
import type { Listing } from "./listing";
import { credentialIn } from "./rowCredential";
import type { Subject } from "./types";

/** All directories of the identity that signs in. */
export function directoriesOf(tenants: readonly Tenant[]): Listing {
  return { subjects: tenants.map(subjectIn), failed: [], problems: [] };
}

function subjectIn({ tenantId, displayName, defaultDomain }: Tenant): Subject {
  return {
    tenantId,
    label: "",
    credential: credentialIn(tenantId),
    ...(displayName === undefined ? {} : { customer: quotable(displayName) }),
    ...(defaultDomain === undefined ? {} : { domain: quotable(defaultDomain) }),
  };
}
