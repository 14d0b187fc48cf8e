import { credentialSettings } from "../../azure/credentialSettings";
import { signInMethod } from "../../azure/methods";
import type { StackConfig } from "../../azure/settings";
import { PalError } from "../../errors";
import type { CheckOptions, Tenant } from "../../recognition/types";
import { readConfig } from "../configFile";
import { namesOf } from "../csvColumns";
import { readCustomers } from "../customers/readCustomers";
import { exitCodeOf } from "../exitCodes";
import { jsonText } from "../jsonText";
import type { Shell } from "../program";
import type { LoadRecognition } from "../recognitionFunctions";
import { reportCsv } from "./csvText";
import { customerSubject } from "./customerSubject";
import { subjectIn } from "./directories";
import { readInsights } from "./insights";
import { type Machine, thisMachine } from "./machine";
import { reportMarkdown } from "./markdownText";
import { assertCanBeWritten, writePage } from "./pageFile";
import { readRows } from "./readRows";
import { reportOf } from "./reportOf";
import { readStack } from "./stackExport";
import { reportText } from "./tableText";
import type { Listing, Report, Row, ReadableSubject } from "./types";

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
  load: LoadRecognition,
  machine: Machine = thisMachine(),
): Promise<void> {
  assertOneStandardInput(options);
  if (options.html !== undefined) await assertCanBeWritten(options.html);
  const config = await readConfig(options.config);
  const insights =
    options.insights === undefined ? undefined : await readInsights(options.insights, options.insightsValue);
  const { subjects, problems, tenants } = await listed(options, config, load);
  const partnerId = options.partnerId ?? solePartner(subjects);
  const rows = await readAll(
    subjects,
    { ...options, ...(partnerId === undefined ? {} : { partnerId }) },
    load,
    machine,
  );
  const report = reportOf({
    createdAt: machine.now(),
    rows,
    tenants,
    problems: [...problems, ...(insights?.problems ?? [])],
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(insights === undefined ? {} : { insights: insights.seen }),
  });
  shell.print(rendered(report, options, shell.columns));
  if (options.html !== undefined) await writePage(options.html, report);
  // The other formats have them.
  if (options.csv === true) for (const { text } of report.problems) shell.printError(`${text}\n`);
  if (partnerId === undefined && subjects.every((subject) => subject.partnerId === undefined))
    shell.printError(partnersNote(report));
  const exitCode = exitCodeOf([...report.customers.map(({ status }) => status), ...errorsIn(report)]);
  shell.end(exitCode);
  if (!report.isComplete) machine.leave(exitCode);
}

function assertOneStandardInput({ customers, stack = [], config }: ReportOptions): void {
  if ([customers, ...stack, config].filter((file) => file === "-").length > 1)
    throw new PalError("PAL_CONFIG_INVALID", "standard input (-) can be read once only: name files for the others");
}

/**
 * The partner that all rows name which name one. A row without waits for a decision, as one that `init` writes for a link
 * to another partner: to take that for a link to any would call the customer covered.
 */
function solePartner(subjects: readonly ReadableSubject[]): string | undefined {
  const [partnerId, ...others] = new Set(subjects.flatMap((subject) => subject.partnerId ?? []));
  return others.length === 0 ? partnerId : undefined;
}

/** Who asks for no partner may not know that some of the links are to another one. */
function partnersNote({ customers }: Report): string {
  const partners = new Set(customers.flatMap(({ rows }) => rows.flatMap(({ linkedTo }) => linkedTo?.partnerId ?? [])));
  if (partners.size < 2) return "";
  return `the links name the partners ${namesOf([...partners])}, and each counts as linked: judge by one with --partner-id ID\n`;
}

interface Listed extends Listing {
  readonly tenants: readonly Tenant[];
}

/** What the files name, or all directories of the identity that signs in. */
async function listed(
  { customers, stack }: ReportOptions,
  config: StackConfig,
  load: LoadRecognition,
): Promise<Listed> {
  if (customers === undefined && stack === undefined) {
    const whoSignsIn = credentialSettings(undefined, config);
    const tenants = await load().tenantsOf(whoSignsIn);
    return { subjects: tenants.map((tenant) => subjectIn(tenant, whoSignsIn)), problems: [], tenants };
  }
  const listings = customers === undefined ? [] : [await customersListed(customers, config)];
  for (const file of stack ?? []) listings.push(await readStack(file, config));
  return {
    subjects: listings.flatMap(({ subjects }) => subjects),
    problems: listings.flatMap(({ problems }) => problems),
    tenants: [],
  };
}

async function customersListed(file: string, config: StackConfig): Promise<Listing> {
  const { rows, problems } = await readCustomers(file, ["tenantId", "identity"]);
  return { subjects: rows.map(({ customer, place }) => customerSubject(customer, place, config)), problems };
}

async function readAll(
  subjects: readonly ReadableSubject[],
  { usage, partnerId, concurrency }: ReportOptions,
  load: LoadRecognition,
  machine: Machine,
): Promise<readonly Row[]> {
  if (subjects.length === 0) return [];
  const progress = machine.openProgress(subjects.length);
  let release: () => void = () => undefined;
  const interrupted = new Promise<void>((resolve) => (release = machine.onInterrupt(resolve)));
  try {
    return await readRows(subjects, load().check, {
      usage,
      ...(partnerId === undefined ? {} : { partnerId }),
      concurrency: concurrency ?? (subjects.some(signsInByCli) ? sideBySide.azureCli : sideBySide.others),
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

function signsInByCli({ whoSignsIn }: ReadableSubject): boolean {
  try {
    const { settings, hasBlock } = whoSignsIn();
    return signInMethod(settings, hasBlock).kind === "azureCli";
  } catch {
    return false;
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
