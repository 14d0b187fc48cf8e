import { Command, InvalidArgumentError, Option } from "commander";
import { partnerIdIn } from "../arguments";
import { configOption, usageOption, type Verb } from "../program";
import type { LoadRecognition } from "../recognitionFunctions";
import type { Machine } from "./machine";
import type { ReportOptions } from "./runReport";

/**
 * `report`: tells which customers are covered, by whom, and which rest on a single identity.
 *
 * @param machine - default: this process.
 */
export function reportVerb(load: LoadRecognition, machine?: Machine): Verb {
  return (shell) =>
    new Command("report")
      .summary("tell which customers are linked and covered, and which are not")
      .description(
        "Checks many identities and customers, adds up what several identities do for one customer, and names the customers that rest on a single one. Reads the directories of the signed-in identity unless customers or stacks are named. Writes nothing to Azure.",
      )
      .addOption(
        new Option(
          "--customers <FILE>",
          "customers.csv, as init writes it, with the columns tenantId, name, domain, identity (azureCli, servicePrincipal or managedIdentity), clientId, partnerId, or a JSON list of objects with these names; - for standard input",
        ),
      )
      .addOption(
        new Option(
          "--stack <FILE...>",
          "links of stacks, as `pulumi stack export --show-secrets` prints them; - for standard input",
        ),
      )
      .addOption(
        new Option(
          "--partner-id <ID>",
          "partner ID that a link must have whose row or stack names none (default: the one that all others name, else any)",
        ).argParser(partnerIdIn),
      )
      .addOption(usageOption())
      .addOption(
        new Option(
          "--insights <FILE>",
          "AzureUsage data set, exported from Partner Center as CSV: tells what was seen there",
        ),
      )
      .addOption(
        new Option(
          "--insights-value <VALUE>",
          "its PartnerAttributionType that stands for a partner admin link",
        ).default("Partner Admin Link"),
      )
      .addOption(
        new Option(
          "--concurrency <NUMBER>",
          "identities to check at the same time (default: 8, or 4 through the Azure CLI)",
        ).argParser(concurrencyIn),
      )
      .addOption(configOption())
      .addOption(new Option("--json", "print the whole report as JSON").conflicts(["csv", "markdown"]))
      .addOption(new Option("--csv", "print a record for each identity, for spreadsheets").conflicts("markdown"))
      .addOption(new Option("--markdown", "print the report for a job summary"))
      .addOption(new Option("--html <FILE>", "write the report as a page as well; a file of that name is replaced"))
      .addHelpText(
        "after",
        `
Service principals of a customers file sign in with the secret, certificate or OpenID Connect settings of stack config
and environment, such as ARM_CLIENT_SECRET, in the directory and with the client ID of their row.

COVERED counts subscriptions in use, IDENTITIES those that cover any of them; ! is a single point of failure.

Exit code, the first that applies:
  1  an error, an identity that could not be read and a wrong row included
  2  a customer is not expected to count, or in part
  3  a customer is unknown: what decides could not be read
  0  all customers are expected to count`,
      )
      .action(async (options: ReportOptions) => {
        const { runReport } = require("./runReport") as typeof import("./runReport");
        await runReport(options, shell, load, machine);
      });
}

const mostAtOnce = 64;

function concurrencyIn(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > mostAtOnce) throw new InvalidArgumentError(`A number from 1 to ${mostAtOnce} is needed.`);
  return number;
}
