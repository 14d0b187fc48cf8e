import { guid } from "../../azure/guid";
import { quotable, shown } from "../../text";
import type { Place } from "../problem";
import { type Customer, customerColumns, identityKinds, resourceName } from "./customer";
import type { Cell } from "./customerColumns";

export type ReadRow =
  | { readonly customer: Customer; readonly fault?: undefined }
  | { readonly fault: string; readonly customer?: undefined };

/** Reads rows, each identity of a directory and each name of a resource once. */
export function rowReader(): (cells: readonly Cell[], place: Place) => ReadRow {
  const known = new Map<string, string>();
  return (cells, place) => {
    const row = { ...empty, ...Object.fromEntries(cells) };
    const customer = customerOf(row);
    const fault = faultIn(row) ?? repeated(customer, known, place);
    return fault === undefined ? { customer } : { fault };
  };
}

type Row = Readonly<Record<Cell[0], string>>;

const empty = Object.fromEntries(customerColumns.map((column) => [column, ""])) as Row;

function faultIn({ tenantId, identity, clientId, partnerId }: Row): string | undefined {
  if (!guid.test(tenantId)) return `tenantId must be a GUID; it is ${shown(given(tenantId), /^[\w-]+$/)}`;
  if (!identityKinds.some((kind) => kind === identity))
    return `identity must be one of ${identityKinds.join(", ")}; it is ${shown(given(identity), /^[a-z ]+$/i)}`;
  if (clientId !== "" && !guid.test(clientId)) return `clientId must be a GUID; it is ${shown(clientId, /^[\w-]+$/)}`;
  if (clientId === "" && identity === "servicePrincipal") return "a servicePrincipal needs its clientId";
  if (clientId !== "" && identity === "azureCli")
    return "clientId goes with servicePrincipal or managedIdentity: leave it empty for azureCli";
  if (!/^\d{0,20}$/.test(partnerId)) return `partnerId must be digits; it is ${shown(partnerId, /^[\w.,+-]+$/)}`;
  return undefined;
}

/** As an absent value where a cell is empty. */
function given(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function customerOf(row: Row): Customer {
  const { tenantId, identity, clientId } = row;
  return {
    ...row,
    tenantId: tenantId.toLowerCase(),
    identity: identity as Customer["identity"],
    clientId: clientId.toLowerCase(),
  };
}

/** Two rows of one identity would be two links of it, and two rows of one name one resource twice. */
function repeated(customer: Customer, known: Map<string, string>, place: Place): string | undefined {
  const { tenantId, identity, clientId } = customer;
  const [who, name] = [`${tenantId} ${identity} ${clientId}`, resourceName(customer)];
  const before = known.get(who);
  if (before !== undefined) return `repeats the identity and directory of ${before}`;
  const named = known.get(name);
  if (named !== undefined) return `is the resource ${quotable(name)}, as ${named} is: give it another domain`;
  known.set(who, place.text).set(name, place.text);
  return undefined;
}
