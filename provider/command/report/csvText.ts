import { stringify } from "csv-stringify/sync";
import { singleLine } from "../../text";
import type { CustomerResult, Report, ReportRow } from "./types";

type Cell = string | number | boolean | undefined;

const columns: readonly (readonly [string, (customer: CustomerResult, row: ReportRow) => Cell])[] = [
  ["customer", ({ customer }) => customer],
  ["domain", ({ domain }) => domain],
  ["tenantId", ({ tenantId }) => tenantId],
  ["customerStatus", ({ status }) => status],
  ["customerCovered", ({ subscriptions }) => subscriptions.covered],
  ["customerSubscriptions", ({ subscriptions }) => subscriptions.total],
  ["customerSeen", ({ subscriptions }) => subscriptions.seen],
  ["identitiesThatCount", ({ identitiesThatCount }) => identitiesThatCount],
  ["singlePointOfFailure", ({ isSinglePointOfFailure }) => (isSinglePointOfFailure ? "yes" : "no")],
  ["identity", (_, { identity }) => identity],
  ["objectId", (_, { objectId }) => objectId],
  ["partnerId", (_, { linkedTo }) => linkedTo?.partnerId],
  ["partnerName", (_, { linkedTo }) => linkedTo?.partnerName],
  ["status", (_, { status }) => status],
  ["covered", (_, { subscriptions }) => subscriptions.covered],
  ["subscriptions", (_, { subscriptions }) => subscriptions.total],
  ["bestRole", (_, { bestRole }) => bestRole],
  ["usage", (_, { usage }) => usage],
  ["insights", (_, { insights }) => insights],
  ["reasons", (_, { reasons }) => reasons.map(({ id }) => id).join(" ")],
  ["text", (_, { reasons }) => reasons.map(({ text }) => text).join("; ")],
  ["remedy", (_, { reasons }) => [...new Set(reasons.map(({ remedy }) => remedy))].filter(Boolean).join("; ")],
  ["error", (_, { error }) => (error === undefined ? undefined : `${error.text} (${error.code})`)],
  ["line", (_, { line }) => line],
  ["checkedAt", (_, { checkedAt }) => checkedAt],
];

/**
 * The report for spreadsheets, a record for each identity. Excel reads letters beyond ASCII right after a byte order mark
 * only, and none of the texts is run as a formula.
 */
export function reportCsv({ customers }: Report): string {
  const records = customers.flatMap((customer) =>
    customer.rows.map((row) => columns.map(([, value]) => cellOf(value(customer, row)))),
  );
  return stringify([columns.map(([name]) => name), ...records], { bom: true, escape_formulas: true });
}

function cellOf(value: Cell): string {
  return value === undefined ? "" : singleLine(String(value));
}
