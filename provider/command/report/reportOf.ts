import type { Tenant } from "../../recognition/types";
import { quotable } from "../../text";
import type { SeenInFile } from "./insights";
import { type Part, partsOf } from "./parts";
import { isNotRead } from "./readRows";
import { decidingReasons, groupedReasons } from "./reasons";
import { reportRow } from "./reportRow";
import type { Problem } from "../problem";
import type { CustomerResult, Report, Row } from "./types";
import { unionOf } from "./union";

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
  // Of a customer that could not be read no subscription is known to look for.
  const seen =
    insights === undefined || parts.every(({ read }) => read === undefined)
      ? undefined
      : subscriptions.filter(({ subscriptionId }) => insights.has(tenantId, subscriptionId)).length;
  return {
    tenantId,
    customer: name ?? domain ?? tenantId,
    ...(domain === undefined ? {} : { domain }),
    ...union,
    subscriptions: {
      covered: subscriptions.filter(({ lo, usage }) => lo === 2 && usage !== "no").length,
      total: subscriptions.length,
      ...(seen === undefined ? {} : { seen }),
    },
    ...(seen === undefined ? {} : { insights: seen > 0 ? "seen" : "notSeen" }),
    ...(reasons.length === 0 ? {} : { reasons }),
    rows: parts.map((part) => reportRow(part, insights)),
  };
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
