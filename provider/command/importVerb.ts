import { Argument, Command } from "commander";
import { jsonText } from "./jsonText";
import { configOption, type Verb } from "./program";

/** `import NAME`: prints what `pulumi import --file` reads. */
export const importVerb: Verb = (shell) =>
  new Command("import")
    .summary("print a file that imports the live link into a stack")
    .description(
      "Looks up the partner admin link of the identity that signs in, and prints a file that imports it into a stack as the resource NAME.",
    )
    .addArgument(new Argument("<NAME>", "the name of the resource in the program"))
    .addOption(configOption())
    .addHelpText(
      "after",
      `
Example:
  pulumi-partner-admin-link import operations > link.json
  pulumi import --file link.json --protect=false --generate-code=false

Exit code: 0; 1 when there is no link or it cannot be read.`,
    )
    .action(async (name: string, { config }: { readonly config?: string }) => {
      const { findImportFile } = require("./findImportFile") as typeof import("./findImportFile");
      shell.print(jsonText(await findImportFile(name, config)));
    });
