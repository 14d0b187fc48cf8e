import type { Customer } from "../customers/customer";
import { type Directory, type Entrance, rowOf } from "./directory";
import { problemText } from "./problemText";

/**
 * The row of a directory. One that is linked to another partner gets no partner ID, so that the program does not
 * declare it before the user decides.
 */
export function customerRow({ tenant, seen }: Directory, entrance: Entrance, partnerId: string): Customer {
  const row = rowOf(tenant, entrance);
  if (seen.failure !== undefined)
    return { ...row, partnerId, linkedTo: "", problem: problemText(seen.failure, tenant.tenantId) };
  const linkedTo = seen.live?.partnerId ?? "";
  return { ...row, partnerId: linkedTo === "" || linkedTo === partnerId ? partnerId : "", linkedTo, problem: "" };
}
