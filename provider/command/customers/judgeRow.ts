import type { Observation } from "../../azure/observe";
import type { CredentialBlock } from "../../azure/settings";
import { quotable } from "../../text";
import type { FoundLink } from "../importFile";
import { type Customer, isDeclared, resourceName } from "./customer";

/** What a row gives the import file. */
export type Judged =
  | { readonly kind: "found"; readonly found: FoundLink; readonly fault?: undefined }
  | { readonly kind: "failed"; readonly fault: string; readonly found?: undefined }
  | { readonly kind: "notLinked" | "notDeclared"; readonly fault?: undefined; readonly found?: undefined };

/** A link to another partner is no part of the file: the next update would replace it, whatever `overwrite` says. */
export function judgeRow(
  customer: Customer,
  seen: Observation | undefined,
  credential: CredentialBlock | undefined,
): Judged {
  if (!isDeclared(customer) || seen === undefined) return { kind: "notDeclared" };
  if (seen.failure !== undefined) return { kind: "failed", fault: seen.failure.message };
  const { identity, live } = seen;
  if (live === undefined) return { kind: "notLinked" };
  if (live.partnerId !== customer.partnerId) {
    const partner =
      live.partnerName === undefined ? live.partnerId : `${live.partnerId} (${quotable(live.partnerName)})`;
    return { kind: "failed", fault: `${identity.label} is linked to ${partner}, not to ${customer.partnerId}` };
  }
  return { kind: "found", found: foundLink(customer, { identity, live }, credential) };
}

/** The link with the arguments that the program of `init` gives it. */
function foundLink(
  customer: Customer,
  { identity, live }: Pick<FoundLink, "identity" | "live">,
  credential: CredentialBlock | undefined,
): FoundLink {
  const expect = { tenantId: customer.tenantId };
  return {
    name: resourceName(customer),
    identity,
    live,
    args: { expect, ...(credential === undefined ? {} : { credential }) },
  };
}
