import { guid } from "../../azure/guid";
import { asPalError } from "../../errors";
import { quotable, shown } from "../../text";
import type { ListingBuilder } from "./listing";
import { type customerColumns, type IdentityKind, identityKinds } from "../customers/customer";
import { credentialOf, labelOf, type NamedIdentity } from "./rowCredential";
import type { Subject } from "./types";

export type CustomerColumn = (typeof customerColumns)[number];

/** A row as it stands in the file; an empty cell is absent. */
export type CustomerRow = Readonly<Partial<Record<CustomerColumn, string>>>;

/** Where a row stands. */
export interface Place {
  /** As messages name it: `line 7 of customers.csv`. */
  readonly text: string;
  readonly line?: number;
}

/** Reads rows into a listing, each identity of a directory once. */
export function customerRows(listing: ListingBuilder): (row: CustomerRow, place: Place) => void {
  const known = new Map<string, string>();
  return (row, place) => {
    const wrong = faultOf(row);
    if (wrong !== undefined) return listing.addProblem(`${place.text}: ${wrong}`, place.line);
    const identity = identityIn(row);
    const key = JSON.stringify(identity).toLowerCase();
    const before = known.get(key);
    if (before !== undefined)
      return listing.addProblem(`${place.text}: repeats the identity and directory of ${before}`, place.line);
    known.set(key, place.text);
    const subject = subjectOf(row, identity, place);
    try {
      listing.subjects.push({ ...subject, credential: credentialOf(identity) });
    } catch (error) {
      const { code, text } = asPalError(error);
      listing.failed.push({ subject, error: { code, text } });
    }
  };
}

function faultOf({ tenantId, identity, clientId, partnerId }: CustomerRow): string | undefined {
  const isKind = identityKinds.some((kind) => kind === identity);
  if (tenantId === undefined || !guid.test(tenantId))
    return `tenantId must be a GUID; it is ${shown(tenantId, /^[\w-]+$/)}`;
  if (!isKind) return `identity must be one of ${identityKinds.join(", ")}; it is ${shown(identity, /^[a-z ]+$/i)}`;
  if (clientId !== undefined && !guid.test(clientId))
    return `clientId must be a GUID; it is ${shown(clientId, /^[\w-]+$/)}`;
  if (clientId === undefined && identity === "servicePrincipal") return "a servicePrincipal needs its clientId";
  if (clientId !== undefined && identity === "azureCli")
    return "clientId goes with servicePrincipal or managedIdentity: leave it empty for azureCli";
  if (partnerId !== undefined && !/^\d{1,20}$/.test(partnerId))
    return `partnerId must be digits; it is ${shown(partnerId, /^\w+$/)}`;
  return undefined;
}

function identityIn({ tenantId = "", identity, clientId }: CustomerRow): NamedIdentity {
  const client = clientId === undefined ? {} : { clientId: clientId.toLowerCase() };
  return { kind: identity as IdentityKind, tenantId: tenantId.toLowerCase(), ...client };
}

function subjectOf({ name, domain, partnerId }: CustomerRow, identity: NamedIdentity, { line }: Place): Subject {
  return {
    tenantId: identity.tenantId,
    label: labelOf(identity),
    ...(name === undefined ? {} : { customer: quotable(name) }),
    ...(domain === undefined ? {} : { domain: quotable(domain) }),
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(line === undefined ? {} : { line }),
  };
}
