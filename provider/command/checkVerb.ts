import { Command, InvalidArgumentError, Option } from "commander";
import { credentialSettings } from "../azure/credentialSettings";
import { guid } from "../azure/guid";
import type { CheckOptions, Recognition } from "../recognition/types";
import { partnerIdIn } from "./arguments";
import { attestation } from "./attestation";
import { checkText } from "./checkText";
import { readConfig } from "./configFile";
import { exitCodeOf } from "./exitCodes";
import { jsonText } from "./jsonText";
import { configOption, usageOption, type Verb } from "./program";
import type { LoadRecognition } from "./recognitionFunctions";

interface Options {
  readonly partnerId?: string;
  readonly subscription?: readonly string[];
  readonly usage: NonNullable<CheckOptions["usage"]>;
  readonly config?: string;
  readonly json?: boolean;
  readonly format?: "attestation";
}

/** `check`: says whether the link of the signed-in identity counts, and why, subscription by subscription. */
export function checkVerb(load: LoadRecognition): Verb {
  return (shell) =>
    new Command("check")
      .summary("tell whether the link counts, and why")
      .description(
        "Tells whether the partner admin link of the identity can be expected to count, and why, subscription by subscription. Writes nothing to Azure.",
      )
      .addOption(
        new Option("--partner-id <ID>", "partner ID that the link must have (default: any)").argParser(partnerIdIn),
      )
      .addOption(
        new Option(
          "--subscription <ID...>",
          "subscriptions to check (default: all that the identity reaches)",
        ).argParser(subscriptionIdsIn),
      )
      .addOption(usageOption())
      .addOption(configOption())
      .addOption(new Option("--json", "print the whole result as JSON").conflicts("format"))
      .addOption(
        new Option("--format <FORMAT>", "print identity, link and roles as the attestation script does").choices([
          "attestation",
        ]),
      )
      .addHelpText(
        "after",
        `
Exit code:
  0  expected: the link counts wherever there is usage
  2  not expected, or partly
  3  unknown: what decides could not be read
  1  an error`,
      )
      .action(async (options: Options) => {
        const config = await readConfig(options.config);
        const result = await load().check(checkOptions(options), () => credentialSettings(undefined, config));
        shell.print(rendered(result, options, shell.columns));
        shell.end(exitCodeOf([result.verdict.status]));
      });
}

function checkOptions({ partnerId, subscription, usage, json }: Options): CheckOptions {
  return {
    usage,
    // People know a directory by its name, which takes one more request.
    tenantName: json !== true,
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(subscription === undefined ? {} : { subscriptionIds: subscription }),
  };
}

function rendered(result: Recognition, { json, format }: Options, columns: number | undefined): string {
  if (json === true) return jsonText(result);
  return format === "attestation" ? jsonText(attestation(result)) : checkText(result, columns);
}

function subscriptionIdsIn(text: string, before: readonly string[] = []): readonly string[] {
  if (!guid.test(text)) throw new InvalidArgumentError("A subscription ID is a GUID.");
  return [...before, text.toLowerCase()];
}
