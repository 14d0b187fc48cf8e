import { type Identity, linkIdOf } from "../../provider/azure/identity";
import type { LiveLink } from "../../provider/azure/partnerLink";
import { PalError, type PalErrorDetails } from "../../provider/errors";
import { type Declaration, parseDeclaration } from "../../provider/runtime/declaration";
import type { LinkState, Settled, State } from "../../provider/runtime/linkState";

export const tenantId = "aaaaaaaa-0000-4000-8000-000000000001";
export const objectId = "bbbbbbbb-0000-4000-8000-000000000002";
export const clientId = "cccccccc-0000-4000-8000-000000000003";
export const linkId = `${tenantId}/${objectId}`;

export const identity: Identity = identityWith(objectId);

/** The partner that the tests declare, and another one. */
export const declared = "1234567";
export const another = "7654321";

export const linkedAsDeclared: LiveLink = { partnerId: declared, partnerName: "Contoso", version: 3 };
export const linkedToAnother: LiveLink = { partnerId: another, partnerName: "Fabrikam", version: 5 };

function identityWith(object: string): Identity {
  const label = `service principal ${clientId} (object id ${object}, tenant ${tenantId})`;
  return { tenantId, objectId: object, clientId, isPerson: false, label };
}

export interface Resource {
  readonly identity: Identity;
  readonly id: string;
  readonly urn: string;
}

let resources = 0;

/** A resource that no other test knows: the runtime keeps what it has seen of one as long as its process lives. */
export function newResource(): Resource {
  resources += 1;
  const own = identityWith(`bbbbbbbb-0000-4000-9000-${String(resources).padStart(12, "0")}`);
  return { identity: own, id: linkIdOf(own), urn: `urn:pulumi:stack::project::type::link${resources}` };
}

/** What the runtime reads from inputs; `hidden` are the fields of `__declared`. */
export function declarationOf(inputs: Record<string, unknown> = {}, hidden: Record<string, unknown> = {}): Declaration {
  return parseDeclaration({ partnerId: declared, __declared: { urn: "urn", ...hidden }, ...inputs });
}

/** A link in state: by default one that the stack made, as `linkedAsDeclared` shows it. */
export function settled(change: Partial<Settled> = {}): Settled {
  return { kind: "settled", partnerId: declared, created: true, version: 3, ...change };
}

/** A state of the resource that agrees with `linkedAsDeclared`. */
export function stateWith(
  { identity: own, urn }: Resource,
  inputs: Record<string, unknown> = {},
  link: LinkState = settled(),
): State {
  const { tenantId: tenant, objectId: object } = own;
  const declaration = declarationOf({ tenantId: tenant, objectId: object, ...inputs }, { urn });
  return {
    declaration,
    identity: own,
    link,
    live: link.kind === "settled" ? { state: "Active", version: 3 } : undefined,
  };
}

/** A failure of the service with these facts. */
export function serviceError(details: PalErrorDetails = {}): PalError {
  return new PalError("PAL_SERVICE_FAILED", `the service answered ${details.serviceCode ?? "nothing"}`, details);
}

export const alreadyLinked = serviceError({ statusCode: 409, serviceCode: "PartnerIdAlreadyLinked" });
export const notFound = serviceError({ statusCode: 404, serviceCode: "NotFound", requestId: "r-1" });
export const forbidden = serviceError({ statusCode: 403, serviceCode: "Forbidden" });
/** An answer after which a read tells what was written. */
export const badGateway = serviceError({ statusCode: 502, outcome: "unknown", retryable: true });
/** No answer: the write may still be applied. */
export const lostReply = serviceError({ outcome: "pending", retryable: true });

/** What a function throws, for assertions on more than the message. */
export async function thrownBy(callback: () => unknown): Promise<unknown> {
  try {
    await callback();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
