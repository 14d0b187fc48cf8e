import type { SignInSettings } from "../../azure/credentialSettings";
import type { Tenant } from "../../recognition/types";
import { quotable } from "../../text";
import { signInTo } from "../customers/rowSignIn";
import type { ReadableSubject } from "./types";

/** A directory of the identity that signs in. */
export function subjectIn(
  { tenantId, displayName, defaultDomain }: Tenant,
  whoSignsIn: SignInSettings,
): ReadableSubject {
  return {
    tenantId,
    label: "",
    whoSignsIn: () => signInTo(tenantId, whoSignsIn),
    ...(displayName === undefined ? {} : { customer: quotable(displayName) }),
    ...(defaultDomain === undefined ? {} : { domain: quotable(defaultDomain) }),
  };
}
