import { parseArgs } from "node:util";
import { lookUpLink } from "../azure/lookUpLink";
import { asPalError, PalError } from "../errors";
import { readConfig } from "./configFile";
import { importFile } from "./importFile";

const usage = `Usage: pulumi-partner-admin-link import NAME [--config FILE]

Looks up the partner admin link of the identity that ARM_* and AZURE_* name, and prints a file that imports it into a
stack as the resource NAME:

  pulumi-partner-admin-link import operations > link.json
  pulumi import --file link.json --protect=false --generate-code=false

Options:
  --config FILE  stack config, as \`pulumi config --json --show-secrets\` prints it; - for standard input
  -h, --help     this text
`;

/** Ends with 0; with 1 when there is no link or it cannot be read; with 2 for arguments that make no sense. */
async function run(args: readonly string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const [command, name, ...others] = positionals;
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  if (command !== "import" || name === undefined || others.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  return await printImportFile(name, values.config);
}

async function printImportFile(name: string, config: string | undefined): Promise<number> {
  try {
    const { identity, live } = await lookUpLink(
      undefined,
      config === undefined ? () => undefined : await readConfig(config),
    );
    if (live === undefined) {
      throw new PalError(
        "PAL_LINK_NOT_FOUND",
        `${identity.label} has no partner admin link to import; create it with new PartnerAdminLink(...)`,
      );
    }
    process.stdout.write(`${JSON.stringify(importFile(name, identity, live), undefined, 2)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${asPalError(error).message}\n`);
    return 1;
  }
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
