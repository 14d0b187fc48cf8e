import type { Recognition } from "../../recognition/types";

/** One identity of one customer to look at. */
export interface Subject {
  /** Customer's directory (GUID). */
  readonly tenantId: string;
  /** The customer's name. */
  readonly customer?: string;
  readonly domain?: string;
  /** Line of the customers file that it is from. */
  readonly line?: number;
  /** Plain credential. */
  readonly credential?: object;
  readonly partnerId?: string;
}

/** What came of one subject. */
export type Row = { readonly subject: Subject } & (
  { readonly recognition: Recognition } | { readonly error: { readonly code: string; readonly text: string } }
);

/** One customer: several linked identities add up. */
export interface CustomerResult {
  readonly tenantId: string;
  readonly customer: string;
  readonly domain?: string;
  readonly status: "expected" | "partly" | "notExpected" | "unknown" | "error";
  readonly subscriptions: { readonly covered: number; readonly total: number };
  /** Identities without which this customer would no longer be covered; 1 is a single point of failure. */
  readonly identitiesThatCount: number;
  readonly isSinglePointOfFailure: boolean;
  readonly rows: readonly ReportRow[];
}

/** One identity of a customer. */
export interface ReportRow {
  /** One clean line. */
  readonly identity?: string;
  readonly objectId?: string;
  readonly linkedTo?: { readonly partnerId: string; readonly partnerName?: string };
  readonly subscriptions: { readonly covered: number; readonly total: number };
  readonly bestRole?: string;
  readonly usage: "yes" | "no" | "unknown";
  readonly status: CustomerResult["status"];
  readonly reasons: readonly { readonly id: string; readonly text: string; readonly remedy: string }[];
  readonly error?: { readonly code: string; readonly text: string };
  readonly line?: number;
  /** ISO 8601. */
  readonly checkedAt?: string;
  /** Whether the exported data set shows it. */
  readonly insights?: "seen" | "notSeen";
}

/** All customers, and what could not be read of the file that names them. */
export interface Report {
  readonly schemaVersion: 1;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly partnerId?: string;
  /** False when it was ended in the middle. */
  readonly isComplete: boolean;
  readonly totals: Readonly<Record<CustomerResult["status"], number>> & {
    readonly customers: number;
    readonly singlePointsOfFailure: number;
  };
  readonly customers: readonly CustomerResult[];
  /** Rows of the file that could not be read. */
  readonly problems: readonly { readonly line?: number; readonly text: string }[];
}
