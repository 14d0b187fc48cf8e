import type { Access } from "./access/types";
import type { Operation } from "./operations";

/** What kind of identity a principal of the directory is; it decides how it can sign in and which claims its token carries. */
export type PrincipalKind = "servicePrincipal" | "user" | "managedIdentity";

/** How often a credential that is right is refused as if it were wrong. */
export interface Trial {
  /** So many requests are refused before the first is accepted, as while a new credential propagates. */
  readonly refusedFirst?: number;
  /** Refused again after it was accepted so many times. */
  readonly acceptedTimes?: number;
}

/** A client secret with more to it than its value. Refused with AADSTS7000215. */
export interface ClientSecret extends Trial {
  readonly value: string;
  /** Refused with AADSTS7000222. */
  readonly expired?: boolean;
}

/** A certificate with more to it than its text. Refused with AADSTS700027. */
export interface ClientCertificate extends Trial {
  /** The certificate alone, without its key: PEM. */
  readonly certificate: string;
  /** Refused as if its time were over. One whose time is over is refused without this too. */
  readonly expired?: boolean;
}

/** Whose ID tokens stand for an application. Refused with AADSTS700211 to 700213. */
export interface FederatedCredential extends Trial {
  /** The `sub` claim, in exactly this case: `repo:contoso/infrastructure:ref:refs/heads/main`. */
  readonly subject: string;
  /** The `iss` claim: an issuer on this machine. The emulator's own when absent. */
  readonly issuer?: string;
  /** The `aud` claim. Default `api://AzureADTokenExchange`. */
  readonly audience?: string;
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
  /** Certificates whose keys sign assertions for `clientId`. Service principals only. */
  readonly certificates?: readonly (string | ClientCertificate)[];
  /** ID tokens of other issuers that stand for `clientId`. Service principals and managed identities only. */
  readonly federatedCredentials?: readonly FederatedCredential[];
  /** Azure resource id of a user-assigned managed identity, by which a machine can ask for it. */
  readonly resourceId?: string;
  /** Sign-in is refused: of an application with AADSTS7000112, of a user with AADSTS50057. */
  readonly disabled?: boolean;
  /** The tenant wants a second factor of this user, which a refresh token does not have: AADSTS50076. */
  readonly mfaRequired?: boolean;
  /** Nobody in the tenant has consented to the Azure CLI for this user: AADSTS65001. */
  readonly consentRequired?: boolean;
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
  /** Whether the tenant has the licence (Entra ID P2) that Privileged Identity Management needs. Default true. */
  readonly premium?: boolean;
  readonly principals: readonly Principal[];
}

/** A partner the service knows. Only a location account's ID can be linked. */
export interface KnownPartner {
  /** Digits. */
  readonly partnerId: string;
  readonly name: string;
  readonly account: "location" | "global";
}

/** Who is at hand on the machine on which programs run. */
export interface Machine {
  /** System-assigned managed identity, the default of requests that name no identity. */
  readonly managedIdentity?: Identity;
  /** User who has signed in to the Azure CLI. */
  readonly azureCli?: Identity;
}

/** What stands in for the directory of Microsoft Entra ID and for Partner Center. */
export interface Directory {
  readonly tenants: readonly Tenant[];
  readonly partners: readonly KnownPartner[];
  readonly machine?: Machine;
  readonly access?: Access;
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
