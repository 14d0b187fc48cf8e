import { Argument, Command, Option } from "commander";
import { exitCodes } from "./exitCodes";
import { jsonText } from "./jsonText";
import { readConfig } from "./configFile";
import { configOption, type Shell, type Verb } from "./program";
import { progressLine } from "./progressLine";

interface Options {
  readonly customers?: string;
  readonly config?: string;
}

/** `import NAME` and `import --customers FILE`: print what `pulumi import --file` reads. */
export const importVerb: Verb = (shell) =>
  new Command("import")
    .summary("print a file that imports live links into a stack")
    .description(
      "Looks up the partner admin link of the identity that signs in, and prints a file that imports it into a stack as the resource NAME. With --customers, the links of all rows of a customers file, as the program of init names them.",
    )
    .addArgument(new Argument("[NAME]", "the name of the resource in the program"))
    .addOption(
      new Option(
        "--customers <FILE>",
        "customers.csv, as init writes it, or a JSON list of objects with the same names; - for standard input",
      ),
    )
    .addOption(configOption())
    .addHelpText(
      "after",
      `
Examples:
  pulumi-partner-admin-link import operations > link.json
  pulumi-partner-admin-link import --customers customers.csv > import.json
  pulumi import --file import.json --protect=false --generate-code=false

A row without partnerId or with a problem is left out, and so is one that is not linked yet: pulumi up links it.

Exit code: 0; 1 when there is no link NAME, or when a link cannot be read or a row of the file is wrong. The other rows are printed.`,
    )
    .action(async (name: string | undefined, { customers, config }: Options, command: Command) => {
      if (customers === undefined) return await importOne(shell, command, name, config);
      if (name !== undefined) command.error("error: NAME cannot be used with option '--customers <FILE>'");
      if (customers === "-" && config === "-")
        command.error("error: --customers and --config cannot both be read from standard input");
      await importMany(shell, customers, config);
    });

async function importOne(shell: Shell, command: Command, name: string | undefined, config?: string): Promise<void> {
  if (name === undefined) command.error("error: missing required argument 'NAME'");
  const { findImportFile } = require("./findImportFile") as typeof import("./findImportFile");
  shell.print(jsonText(await findImportFile(name, config)));
}

async function importMany(shell: Shell, customers: string, config?: string): Promise<void> {
  const { importCustomers } = require("./customers/importCustomers") as typeof import("./customers/importCustomers");
  const progress = progressLine();
  const { file, problems, notLinked, notDeclared } = await importCustomers(
    customers,
    await readConfig(config),
    (done, all) => progress.show(`read ${done} of ${all} rows`),
  ).finally(progress.end);
  for (const { text } of problems) shell.printError(`${text}\n`);
  shell.printError(
    `${file.resources.length} to import, ${notLinked} not linked, ${notDeclared} left out, ${problems.length} failed\n`,
  );
  shell.print(jsonText(file));
  shell.end(problems.length === 0 ? exitCodes.expected : exitCodes.error);
}
