import type { Access } from "../../../emulator/azure";
import type { Status } from "../../../provider/recognition";

/** Access, and the verdict it must lead to. The verdicts were written before the code that derives them. */
export interface Situation {
  readonly name: string;
  readonly kind: Kind;
  readonly access: Access;
  /** The link of the identity, compared with the declared partner. Default "linked". */
  readonly link?: "linked" | "none" | "another";
  /** Days since the link was made. Default 60. */
  readonly linkAge?: number;
  /** Default: resources are counted, cost is not queried. */
  readonly usage?: "cost" | "off";
  /** Default `now`. */
  readonly now?: string;
  readonly options?: Unrecorded;
  readonly expected: Modes;
}
export type Kind = "user" | "guest" | "servicePrincipal" | "managedIdentity";

/** Behaviour of Azure that is not documented. */
export interface Unrecorded {
  /** `permissions` answers 403 without Microsoft.Authorization/permissions/read. Default false. */
  readonly permissionsNeedRead?: boolean;
  /** What `permissions` answers at a subscription where no role is assigned at it or above. Default "empty". */
  readonly permissionsWithoutRole?: "empty" | "403";
  /** `permissions` answers one entry with the union of all roles. Default false: one entry per role. */
  readonly permissionsMerged?: boolean;
  /** `asTarget()` lists the roles of delegated subscriptions too. Default false. */
  readonly asTargetListsDelegated?: boolean;
  /** Resource Graph answers; false: 403 AccessDenied to every query. Default true. */
  readonly canReadGraph?: boolean;
}

/** How `asTarget()` behaves, for active and for eligible roles alike. */
export interface Modes {
  /** It lists all roles in the identity's own directory, for users and service principals. */
  readonly answers: Verdict;
  /** 400 AadPremiumLicenseRequired. */
  readonly refused: Verdict;
  /** 200 with an empty list. */
  readonly silent: Verdict;
}
export interface Verdict {
  readonly status: Status;
  /** The exact set of reason ids, sorted. */
  readonly reasons: readonly string[];
}
