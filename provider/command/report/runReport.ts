import { writeFile } from "node:fs/promises";
import { PalError } from "../../errors";
import type { CheckOptions, Tenant } from "../../recognition/types";
import { putBeforeEnvironment } from "../configEnvironment";
import { exitCodeOf } from "../exitCodes";
import { jsonText } from "../jsonText";
import { pageOf } from "../page";
import type { Shell } from "../program";
import type { RecognitionFunctions } from "../recognitionFunctions";
import { singleLine } from "../../text";
import { reportCsv } from "./csvText";
import { readCustomers } from "./customersFile";
import { directoriesOf } from "./directories";
import { readInsights } from "./insights";
import type { Listing } from "./listing";
import { type Machine, thisMachine } from "./machine";
import { reportMarkdown } from "./markdownText";
import { readRows } from "./readRows";
import { reportOf } from "./reportOf";
import { readStack } from "./stackExport";
import { reportText } from "./tableText";
import type { Report, Row, Subject } from "./types";

/** Options of the verb, as they were given. */
export interface ReportOptions {
  readonly customers?: string;
  readonly stack?: readonly string[];
  readonly partnerId?: string;
  readonly usage: NonNullable<CheckOptions["usage"]>;
  readonly insights?: string;
  readonly insightsValue: string;
  /** Default: 8, or 4 where the Azure CLI, a process for each token, signs in. */
  readonly concurrency?: number;
  readonly config?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly markdown?: boolean;
  readonly html?: string;
}

const sideBySide = { azureCli: 4, others: 8 } as const;

/** Everything that is read from one file is read before anything is asked of Azure. */
export async function runReport(
  options: ReportOptions,
  shell: Shell,
  load: () => RecognitionFunctions,
  machine: Machine = thisMachine(),
): Promise<void> {
  assertOneStandardInput(options);
  await putBeforeEnvironment(options.config);
  const insights =
    options.insights === undefined ? undefined : await readInsights(options.insights, options.insightsValue);
  const { tenants, ...listing } = await subjectsFor(options, load);
  const rows = await readAll(listing.subjects, options, load, machine);
  const report = reportOf({
    createdAt: machine.now(),
    rows: [...rows, ...listing.failed],
    tenants,
    problems: [...listing.problems, ...(insights?.problems ?? [])],
    ...(options.partnerId === undefined ? {} : { partnerId: options.partnerId }),
    ...(insights === undefined ? {} : { insights: insights.seen }),
  });
  shell.print(rendered(report, options, shell.columns));
  if (options.html !== undefined) await writePage(options.html, report);
  // The other formats have them.
  if (options.csv === true) for (const { text } of report.problems) shell.printError(`${text}\n`);
  const exitCode = exitCodeOf([...report.customers.map(({ status }) => status), ...errorsIn(report)]);
  shell.end(exitCode);
  if (!report.isComplete) machine.leave(exitCode);
}

function assertOneStandardInput({ customers, stack = [], config }: ReportOptions): void {
  if ([customers, ...stack, config].filter((file) => file === "-").length > 1)
    throw new PalError("PAL_CONFIG_INVALID", "standard input (-) can be read once only: name files for the others");
}

async function subjectsFor(
  { customers, stack }: ReportOptions,
  load: () => RecognitionFunctions,
): Promise<Listing & { readonly tenants: readonly Tenant[] }> {
  if (customers === undefined && stack === undefined) {
    const tenants = await load().getTenants();
    return { ...directoriesOf(tenants), tenants };
  }
  const listings = customers === undefined ? [] : [await readCustomers(customers)];
  for (const file of stack ?? []) listings.push(await readStack(file));
  return {
    subjects: listings.flatMap(({ subjects }) => subjects),
    failed: listings.flatMap(({ failed }) => failed),
    problems: listings.flatMap(({ problems }) => problems),
    tenants: [],
  };
}

async function readAll(
  subjects: readonly Subject[],
  { usage, partnerId, concurrency }: ReportOptions,
  load: () => RecognitionFunctions,
  machine: Machine,
): Promise<readonly Row[]> {
  if (subjects.length === 0) return [];
  const signsInByCli = subjects.some(({ credential }) => credential?.useCli === true);
  const progress = machine.openProgress(subjects.length);
  let release: () => void = () => undefined;
  const interrupted = new Promise<void>((resolve) => (release = machine.onInterrupt(resolve)));
  try {
    return await readRows(subjects, load().checkRecognition, {
      usage,
      ...(partnerId === undefined ? {} : { partnerId }),
      concurrency: concurrency ?? (signsInByCli ? sideBySide.azureCli : sideBySide.others),
      interrupted,
      onRead: ({ error }) => {
        progress.add(error !== undefined);
      },
    });
  } finally {
    release();
    progress.stop();
  }
}

async function writePage(file: string, report: Report): Promise<void> {
  try {
    await writeFile(file, pageOf(report));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new PalError("PAL_CONFIG_INVALID", `cannot write the page to ${singleLine(file)}: ${code ?? message}`);
  }
}

function rendered(report: Report, { json, csv, markdown }: ReportOptions, columns: number | undefined): string {
  if (json === true) return jsonText(report);
  if (csv === true) return reportCsv(report);
  return markdown === true ? reportMarkdown(report) : reportText(report, columns);
}

/** Errors that are no customer's status: of an identity whose customer the others cover, of a row, of an end before the end. */
function errorsIn({ customers, problems, isComplete }: Report): "error"[] {
  const isRead = customers.every(({ rows }) => rows.every(({ error }) => error === undefined));
  return isRead && problems.length === 0 && isComplete ? [] : ["error"];
}
