import type { SignInSettings } from "../../azure/credentialSettings";
import type { Recognition, Status } from "../../recognition/types";
import type { Problem } from "../problem";

/** One identity of one customer to look at. */
export interface Subject {
  /** Directory (GUID, lower case) in which the identity signs in. */
  readonly tenantId: string;
  /** The customer's name. */
  readonly customer?: string;
  readonly domain?: string;
  /** Line of the customers file that it is from. */
  readonly line?: number;
  /** Who signs in, until it has: `Azure CLI`, `service principal <client ID>`, or the name of a stack's resource. */
  readonly label: string;
  /** Object id (GUID, lower case) that the identity must have; that of a stack's link. */
  readonly objectId?: string;
  /** Partner that it should be linked to. Absent: the one of the whole report, else any. */
  readonly partnerId?: string;
}

/** A subject, and how it signs in. */
export interface ReadableSubject extends Subject {
  /** @throws PalError PAL_CONFIG_INVALID where nothing proves the identity. */
  readonly whoSignsIn: () => SignInSettings;
}

/** What an input names. */
export interface Listing {
  readonly subjects: readonly ReadableSubject[];
  readonly problems: readonly Problem[];
}

/** Why an identity was not read. */
export interface RowError {
  /** Of a `PalError`, or `NOT_READ` where the report was interrupted. */
  readonly code: string;
  /** One line. */
  readonly text: string;
}

/** What came of one subject. */
export type Row = { readonly subject: Subject } & (
  { readonly recognition: Recognition; readonly error?: undefined } | { readonly error: RowError }
);

/** Subscriptions that are in use, or all where none is. */
export interface Covered {
  /** Covered whole by a role that counts of a linked identity. */
  readonly covered: number;
  readonly total: number;
  /** With `--insights`: those that the exported data set has. */
  readonly seen?: number;
}

/** All reasons of one kind: the texts and remedies of several subscriptions are put together. */
export interface KindOfReason {
  /** Stable; the texts may change. */
  readonly id: string;
  readonly text: string;
  /** Empty for a note that asks for nothing. */
  readonly remedy: string;
}

/** One customer: several linked identities add up. */
export interface CustomerResult {
  /** GUID. */
  readonly tenantId: string;
  /** Its name; the domain or the tenant ID where no name is known. One clean line. */
  readonly customer: string;
  readonly domain?: string;
  /** `error`: an identity that could not be read leaves it open. */
  readonly status: Status | "error";
  readonly subscriptions: Covered;
  /** Linked identities that cover something in use. */
  readonly identitiesThatCount: number;
  /** Whether something in use is covered by one of them alone, as far as is known. */
  readonly isSinglePointOfFailure: boolean;
  /** With `--insights`: whether the exported data set has any of its subscriptions. Absent for one that was not read. */
  readonly insights?: "seen" | "notSeen";
  /** What keeps it from being expected, without what another identity makes up for; absent where nothing does. */
  readonly reasons?: readonly KindOfReason[];
  readonly rows: readonly ReportRow[];
}

/** One identity, as far as this customer is concerned: one that works by Azure Lighthouse is a row of each customer. */
export interface ReportRow {
  /** One clean line. */
  readonly identity?: string;
  readonly objectId?: string;
  readonly linkedTo?: { readonly partnerId: string; readonly partnerName?: string };
  readonly subscriptions: Covered;
  /** The role that is worth most, one clean line. */
  readonly bestRole?: string;
  readonly usage: "yes" | "no" | "unknown";
  readonly status: CustomerResult["status"];
  readonly reasons: readonly KindOfReason[];
  readonly error?: RowError;
  /** Line of the customers file. */
  readonly line?: number;
  /** ISO 8601. */
  readonly checkedAt?: string;
  /** With `--insights`, for a linked identity: whether the exported data set has a subscription that it may cover. */
  readonly insights?: "seen" | "notSeen";
}

/** Who is linked and who is not, customer by customer. */
export interface Report {
  readonly schemaVersion: 1;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Partner that every identity should be linked to of which nothing else is said, where one was given or all rows name the same. */
  readonly partnerId?: string;
  /** False when it was interrupted. */
  readonly isComplete: boolean;
  readonly totals: Readonly<Record<CustomerResult["status"], number>> & {
    readonly customers: number;
    readonly singlePointsOfFailure: number;
  };
  readonly customers: readonly CustomerResult[];
  readonly problems: readonly Problem[];
}
