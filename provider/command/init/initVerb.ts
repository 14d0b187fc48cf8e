import { Argument, Command, Option } from "commander";
import { partnerIdIn } from "../arguments";
import { readConfig } from "../configFile";
import { configOption, type Verb } from "../program";
import { progressLine } from "../progressLine";

interface Options {
  readonly partnerId?: string;
  readonly config?: string;
}

/** `init`: writes a project that declares the links of all directories that a sign-in reaches. */
export const initVerb: Verb = (shell) =>
  new Command("init")
    .summary("write a project for all directories that a sign-in reaches")
    .description(
      "Lists every directory that the identity reaches and its partner admin link there, and writes customers.csv, a Pulumi program that declares a link for each row, and import.json with the links that exist. Writes nothing to Azure and overwrites no file.",
    )
    .addArgument(new Argument("[DIRECTORY]", "folder of the project; made when there is none").default("."))
    .addOption(
      new Option("--partner-id <ID>", "partner ID to link to (default: the one that most of the links name)").argParser(
        partnerIdIn,
      ),
    )
    .addOption(configOption())
    .addHelpText(
      "after",
      `
A directory that the sign-in cannot enter (it demands MFA, or lacks the application) gets a row that says why. A directory
that is linked to another partner gets a row without partnerId. The program declares neither.

Example:
  az login --allow-no-subscriptions
  pulumi-partner-admin-link init customers --partner-id 123456

Exit code: 0; 1 when nothing was written.`,
    )
    .action(async (folder: string, { partnerId, config }: Options) => {
      const { initProject } = require("./initProject") as typeof import("./initProject");
      const { summaryText } = require("./summaryText") as typeof import("./summaryText");
      const progress = progressLine();
      const summary = await initProject({
        folder,
        config: await readConfig(config),
        ...(partnerId === undefined ? {} : { partnerId }),
        onLooked: (done, all) => progress.show(`read ${done} of ${all} directories`),
      }).finally(progress.end);
      shell.print(summaryText(summary, shell.columns));
    });
