import type { CustomerResult, Report } from "./types";

export type ReportStatus = CustomerResult["status"];

/** From what wants attention to what does not. */
const statuses: readonly ReportStatus[] = ["error", "notExpected", "partly", "unknown", "expected"];

export const statusWords: Readonly<Record<ReportStatus, string>> = {
  error: "error",
  notExpected: "not expected",
  partly: "partly",
  unknown: "unknown",
  expected: "expected",
};

/** Those that want attention first; among them, the order of the file. */
export function byAttention(customers: readonly CustomerResult[]): CustomerResult[] {
  return statuses.flatMap((status) => customers.filter((one) => one.status === status));
}

/** What a customer is called: with its directory where others are called the same. */
export function customerNames(customers: readonly CustomerResult[]): (customer: CustomerResult) => string {
  const times = new Map<string, number>();
  for (const { customer } of customers) times.set(customer, (times.get(customer) ?? 0) + 1);
  return ({ customer, tenantId, domain }) => {
    if (customer === tenantId) return tenantId;
    if (times.get(customer) !== 1) return `${customer} (${tenantId})`;
    return domain === undefined || domain === customer ? customer : `${customer} (${domain})`;
  };
}

/** Ids of what keeps a customer from being expected: reasons, and codes of failures. */
export function reasonIds({ status, reasons = [], rows }: CustomerResult): string[] {
  if (status === "expected") return [];
  return once([...reasons.map(({ id }) => id), ...rows.flatMap(({ error }) => error?.code ?? [])]);
}

/** A kind of reason, with the customers that it keeps from being expected. */
export interface Cause {
  readonly id: string;
  readonly customers: readonly CustomerResult[];
  readonly texts: readonly string[];
  readonly remedies: readonly string[];
}

/** Why customers are not expected, the most frequent cause first. */
export function causesOf(customers: readonly CustomerResult[]): Cause[] {
  const all = customers.flatMap((customer) => (customer.reasons ?? []).map((reason) => ({ ...reason, customer })));
  const causes = once(all.map(({ id }) => id)).map((id): Cause => {
    const same = all.filter((reason) => reason.id === id);
    return {
      id,
      customers: same.map(({ customer }) => customer),
      texts: once(same.map(({ text }) => text)).filter((text) => text !== ""),
      remedies: once(same.map(({ remedy }) => remedy)).filter((remedy) => remedy !== ""),
    };
  });
  return causes.sort((one, other) => other.customers.length - one.customers.length);
}

/** With `--insights`: how many subscriptions the data set has; none are known of a customer that was not read. */
export function seenText({ subscriptions: { seen, total } }: CustomerResult): string {
  return seen === undefined ? "-" : `${seen}/${total}`;
}

export function remedyText(remedy: string): string {
  return `Remedy: ${remedy}`;
}

const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Identities that could not be read, by what kept them from it. */
export interface Failure {
  /** Of the first of them, with its code. */
  readonly text: string;
  readonly who: readonly string[];
}

/** Texts that differ in the identities and directories that they name are the same failure. */
export function failuresOf(customers: readonly CustomerResult[]): Failure[] {
  const byKind = new Map<string, Failure & { readonly who: string[] }>();
  const name = customerNames(customers);
  for (const customer of customers) {
    for (const { error, identity, line } of customer.rows) {
      if (error === undefined) continue;
      const text = `${error.text} (${error.code})`;
      const details = [identity, line === undefined ? undefined : `line ${line}`].filter((one) => one !== undefined);
      const who = details.length === 0 ? name(customer) : `${name(customer)}, ${details.join(", ")}`;
      const kind = text.replace(ids, "");
      const others = byKind.get(kind);
      if (others === undefined) byKind.set(kind, { text, who: [who] });
      else others.who.push(who);
    }
  }
  return [...byKind.values()].sort((one, other) => other.who.length - one.who.length);
}

/** `30 customers: 2 not expected, 28 expected; 3 rest on a single identity`. */
export function summaryOf({ totals, isComplete, customers }: Report): string {
  const parts = statuses
    .filter((status) => totals[status] > 0)
    .map((status) => `${totals[status]} ${statusWords[status]}`);
  const single = totals.singlePointsOfFailure;
  const seen = customers.filter(({ insights }) => insights === "seen").length;
  return [
    `${counted(totals.customers, "customer")}${parts.length === 0 ? "" : `: ${parts.join(", ")}`}`,
    ...(single === 0 ? [] : [`${single} with a single point of failure`]),
    ...(customers.some(({ insights }) => insights !== undefined) ? [`${seen} seen in the data set`] : []),
    ...(isComplete ? [] : ["incomplete: the report was interrupted"]),
  ].join("; ");
}

export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** The first ones, and how many there are beside them. */
export function atMost(texts: readonly string[], count: number): string[] {
  const rest = texts.length - count;
  return rest > 0 ? [...texts.slice(0, count), `and ${rest} more`] : [...texts];
}

function once<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
