import type { Operation } from "./operations";

/** What kind of identity a principal of the directory is; it decides how it can sign in and which claims its token carries. */
export type PrincipalKind = "servicePrincipal" | "user" | "managedIdentity";

/** A client secret with more to it than its value. */
export interface ClientSecret {
  readonly value: string;
  /** Refused with AADSTS7000222. */
  readonly expired?: boolean;
  /** So many requests are refused with AADSTS7000215 before the first is accepted, as while a new secret propagates. */
  readonly refusedFirst?: number;
  /** Refused again with AADSTS7000215 after it was accepted so many times. */
  readonly acceptedTimes?: number;
}

/** One identity: an object id (GUID) in a tenant (GUID). */
export interface Identity {
  readonly tenantId: string;
  readonly objectId: string;
}

/** An identity of one tenant. The same person is another principal, with another `objectId`, in each tenant. */
export interface Principal {
  /** Readable name: the display name, or a user's user principal name. */
  readonly name: string;
  readonly kind: PrincipalKind;
  /** Object id (GUID) in this tenant: the `oid` claim. */
  readonly objectId: string;
  /** Application (client) id (GUID): the `appid` claim. Service principals and managed identities only. */
  readonly clientId?: string;
  /** Secrets that the token endpoint accepts for `clientId`. */
  readonly clientSecrets?: readonly (string | ClientSecret)[];
  /** The application is disabled: sign-in is refused with AADSTS7000112. */
  readonly disabled?: boolean;
  /** So many sign-ins are refused with AADSTS700016 first, as while a new service principal propagates. */
  readonly unknownFirst?: number;
  /** Signs in, but has no object of its own in the tenant (delegated administration): nothing can be linked to it. */
  readonly noAccount?: boolean;
  /** For a guest: the same person in the home tenant. */
  readonly home?: Identity;
}

export interface Tenant {
  readonly tenantId: string;
  readonly name: string;
  /** Domain name that may stand for the tenant id in sign-in URLs. */
  readonly domain?: string;
  readonly principals: readonly Principal[];
}

/** A partner the service knows. Only a location account's ID can be linked. */
export interface KnownPartner {
  /** Digits. */
  readonly partnerId: string;
  readonly name: string;
  readonly account: "location" | "global";
}

/** What stands in for the directory of Microsoft Entra ID and for Partner Center. */
export interface Directory {
  readonly tenants: readonly Tenant[];
  readonly partners: readonly KnownPartner[];
}

/** One link as the service keeps it, tombstones included. */
export interface LinkRecord {
  readonly tenantId: string;
  readonly objectId: string;
  readonly partnerId: string;
  readonly partnerName: string;
  readonly version: number;
  readonly createdTime: string;
  readonly updatedTime: string;
  readonly state: "Active" | "Deleted";
}

/** One answered request, in the order in which it arrived. Never holds a body, a token or a secret. */
export interface RequestRecord {
  readonly operation: Operation;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** HTTP status; 0 when the connection was cut before an answer. */
  readonly status: number;
  readonly tenantId?: string;
  readonly objectId?: string;
}
