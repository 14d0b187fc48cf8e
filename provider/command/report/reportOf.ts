import type { Tenant } from "../../recognition/types";
import { quotable } from "../../text";
import type { SeenInFile } from "./insights";
import { type Part, partsOf } from "./parts";
import { isNotRead } from "./readRows";
import { decidingReasons, groupedReasons } from "./reasons";
import { reportRow } from "./reportRow";
import type { Problem } from "../problem";
import type { CustomerResult, Report, Row } from "./types";
import { type Union, unionOf } from "./union";

export interface ReportParts {
  readonly createdAt: Date;
  readonly partnerId?: string;
  readonly rows: readonly Row[];
  /** Directories whose names are known otherwise. */
  readonly tenants: readonly Tenant[];
  readonly problems: readonly Problem[];
  readonly insights?: SeenInFile;
}

/** The report of what was read: customers in the order in which the rows name them. */
export function reportOf({ createdAt, partnerId, rows, tenants, problems, insights }: ReportParts): Report {
  const notRead = rows.filter(isNotRead).length;
  const byTenant = new Map<string, Part[]>();
  for (const part of rows.flatMap(partsOf)) {
    const parts = byTenant.get(part.tenantId);
    if (parts === undefined) byTenant.set(part.tenantId, [part]);
    else parts.push(part);
  }
  const names = new Map(tenants.map((tenant) => [tenant.tenantId, tenant]));
  const customers = [...byTenant]
    .filter(([, parts]) => !parts.every(isNotRead))
    .map(([tenantId, parts]) => customerOf(tenantId, parts, names.get(tenantId), insights));
  const unread = `interrupted: ${rows.length - notRead} of ${rows.length} identities were read`;
  return {
    schemaVersion: 1,
    createdAt: createdAt.toISOString(),
    ...(partnerId === undefined ? {} : { partnerId }),
    isComplete: notRead === 0,
    totals: totalsOf(customers),
    customers,
    problems: notRead === 0 ? problems : [...problems, { text: unread }],
  };
}

function customerOf(
  tenantId: string,
  parts: readonly Part[],
  tenant: Tenant | undefined,
  insights: SeenInFile | undefined,
): CustomerResult {
  const { subscriptions, ...union } = unionOf(parts);
  const reasons = union.status === "expected" ? [] : groupedReasons(decidingReasons(parts, { subscriptions }));
  const name = nameIn(parts, tenantId, tenant, "customer", "displayName");
  const domain = nameIn(parts, tenantId, tenant, "domain", "defaultDomain");
  const seen = seenOf(tenantId, parts, subscriptions, insights);
  return {
    tenantId,
    customer: name ?? domain ?? tenantId,
    ...(domain === undefined ? {} : { domain }),
    ...union,
    subscriptions: {
      covered: subscriptions.filter(({ lo, usage }) => lo === 2 && usage !== "no").length,
      total: subscriptions.length,
      ...(seen === undefined ? {} : { seen: seen.count }),
    },
    ...(seen === undefined ? {} : { insights: seen.insights }),
    ...(reasons.length === 0 ? {} : { reasons }),
    rows: parts.map((part) => reportRow(part, insights)),
  };
}

/**
 * What the data set has of the customer: how many of the subscriptions that decide, and whether any that an identity
 * reaches, for it may be empty by now. Undefined for a customer that was not read, of which none is known to look for.
 */
function seenOf(
  tenantId: string,
  parts: readonly Part[],
  deciding: Union["subscriptions"],
  insights: SeenInFile | undefined,
): { readonly count: number; readonly insights: "seen" | "notSeen" } | undefined {
  const read = parts.flatMap((part) => part.read ?? []);
  if (insights === undefined || read.length === 0) return undefined;
  const isSeen = ({ subscriptionId }: { readonly subscriptionId: string }) => insights.has(tenantId, subscriptionId);
  const any = read.some(({ subscriptions }) => subscriptions.some(isSeen));
  return { count: deciding.filter(isSeen).length, insights: any ? "seen" : "notSeen" };
}

/** As the file names the customer, else as its directory does. */
function nameIn(
  parts: readonly Part[],
  tenantId: string,
  tenant: Tenant | undefined,
  given: "customer" | "domain",
  own: "displayName" | "defaultDomain",
): string | undefined {
  const named = parts.flatMap(({ subject }) => (subject.tenantId === tenantId ? (subject[given] ?? []) : []));
  const read = parts.flatMap(({ read: part }) => {
    const found = part?.recognition.tenant;
    return found?.tenantId === tenantId ? (found[own] ?? []) : [];
  });
  const name = [...named, tenant?.[own], ...read].find((text) => text !== undefined && text !== "");
  return name === undefined ? undefined : quotable(name);
}

function totalsOf(customers: readonly CustomerResult[]): Report["totals"] {
  const count = (status: CustomerResult["status"]) => customers.filter((one) => one.status === status).length;
  return {
    customers: customers.length,
    expected: count("expected"),
    partly: count("partly"),
    notExpected: count("notExpected"),
    unknown: count("unknown"),
    error: count("error"),
    singlePointsOfFailure: customers.filter(({ isSinglePointOfFailure }) => isSinglePointOfFailure).length,
  };
}
