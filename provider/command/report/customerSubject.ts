import type { StackConfig } from "../../azure/settings";
import { quotable } from "../../text";
import type { Customer } from "../customers/customer";
import { rowSignIn } from "../customers/rowSignIn";
import type { Place } from "../problem";
import type { ReadableSubject } from "./types";

/** What to look at for a row of a customers file. */
export function customerSubject(customer: Customer, { line }: Place, config: StackConfig): ReadableSubject {
  const { tenantId, name, domain, partnerId } = customer;
  return {
    tenantId,
    label: labelOf(customer),
    whoSignsIn: () => rowSignIn(customer, config),
    ...(name === "" ? {} : { customer: quotable(name) }),
    ...(domain === "" ? {} : { domain: quotable(domain) }),
    ...(partnerId === "" ? {} : { partnerId }),
    ...(line === undefined ? {} : { line }),
  };
}

const kinds = { azureCli: "Azure CLI", servicePrincipal: "service principal", managedIdentity: "managed identity" };

function labelOf({ identity, clientId }: Customer): string {
  return clientId === "" ? kinds[identity] : `${kinds[identity]} ${clientId}`;
}
