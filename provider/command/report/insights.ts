import { createReadStream } from "node:fs";
import { TextDecoder } from "node:util";
import { PalError } from "../../errors";
import { guid } from "../../azure/guid";
import { quotable } from "../../text";
import { indexesOf, namesOf } from "../csvColumns";
import { csvRecords } from "../csvRecords";
import { lineOf, type Problem, problemAt } from "../problem";

/** Subscriptions that a partner's AzureUsage data set attributes to partner admin links. */
export interface SeenInFile {
  has(tenantId: string, subscriptionId: string): boolean;
}

export interface Insights {
  readonly seen: SeenInFile;
  readonly problems: readonly Problem[];
}

const columns = ["SubscriptionId", "CustomerTenantId", "PartnerAttributionType"] as const;

/** Faults of a large file are alike. */
const mostProblems = 100;

/**
 * Reads an AzureUsage data set that was exported from Partner Center as CSV, of any size.
 *
 * @param attribution - value of PartnerAttributionType that stands for a partner admin link.
 * @throws PalError PAL_CONFIG_INVALID where a column is missing or no row has that value, with the values that there are.
 */
export async function readInsights(file: string, attribution: string): Promise<Insights> {
  return await insightsIn(textOf(file), file, attribution);
}

/** The same from a file's text. */
export async function insightsIn(
  text: AsyncIterable<string> | Iterable<string>,
  file: string,
  attribution: string,
): Promise<Insights> {
  const seen = new Set<string>();
  const others = new Map<string, number>();
  const problems: Problem[] = [];
  let faults = 0;
  let unusable: number | undefined;
  const onFault = (line: number, why: string) => {
    faults += 1;
    if (faults <= mostProblems) problems.push(problemAt(lineOf(file, line), why));
  };
  const wanted = keyOf(attribution);
  let at: Readonly<Record<(typeof columns)[number], number>> | undefined;
  try {
    for await (const { line, cells } of csvRecords(text, onFault)) {
      if (at === undefined) {
        at = indexesOf(cells, columns, file);
        continue;
      }
      const [subscriptionId = "", tenantId = "", type = ""] = columns.map((column) => cells[at?.[column] ?? -1]);
      if (keyOf(type) !== wanted) others.set(type, (others.get(type) ?? 0) + 1);
      else if (!guid.test(subscriptionId) || !guid.test(tenantId)) {
        unusable ??= line;
        onFault(line, "SubscriptionId and CustomerTenantId must be GUIDs, so it was left out");
      } else seen.add(joined(tenantId, subscriptionId));
    }
  } catch (error) {
    if (error instanceof PalError) throw error;
    throw new PalError("PAL_CONFIG_INVALID", `cannot read usage from ${file}: ${(error as Error).message}`);
  }
  if (at === undefined) indexesOf([], columns, file);
  if (seen.size === 0) throw noneOf(attribution, others, unusable, file);
  if (faults > mostProblems) problems.push({ text: `${file}: and ${faults - mostProblems} more lines like these` });
  return { seen: { has: (tenantId, subscriptionId) => seen.has(joined(tenantId, subscriptionId)) }, problems };
}

function noneOf(
  attribution: string,
  others: ReadonlyMap<string, number>,
  unusable: number | undefined,
  file: string,
): PalError {
  if (unusable !== undefined)
    return new PalError(
      "PAL_CONFIG_INVALID",
      `no row of ${file} with the PartnerAttributionType ${quotable(attribution)} has GUIDs as SubscriptionId and CustomerTenantId; the first is line ${unusable}`,
    );
  const values = [...others]
    .sort(([, one], [, other]) => other - one)
    .map(([value, rows]) => `${quotable(value) || "(empty)"} (${rows} rows)`);
  const holds =
    values.length === 0
      ? "it has no rows"
      : `it has ${namesOf(values)}; name the one that stands for PAL with --insights-value`;
  return new PalError(
    "PAL_CONFIG_INVALID",
    `no row of ${file} has the PartnerAttributionType ${quotable(attribution)}: ${holds}`,
  );
}

function joined(tenantId: string, subscriptionId: string): string {
  return `${tenantId}/${subscriptionId}`.toLowerCase();
}

/** As people type it. */
function keyOf(attribution: string): string {
  return attribution.replace(/\s/g, "").toLowerCase();
}

/** A data set may have more rows than fit into memory, and come from a pipe. */
async function* textOf(path: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
    decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8");
    yield decoder.decode(bytes, { stream: true });
  }
}
