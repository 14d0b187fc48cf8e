import type { Customer } from "../../../../provider/command/customers/customer";
import { declared, tenantId } from "../../fixtures";

/** A row of a person in a customer's directory, declared and not linked. */
export function customerWith(change: Partial<Customer> = {}): Customer {
  return {
    tenantId,
    name: "Contoso",
    domain: "contoso.example",
    identity: "azureCli",
    clientId: "",
    partnerId: declared,
    linkedTo: "",
    problem: "",
    ...change,
  };
}
