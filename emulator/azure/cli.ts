import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter } from "node:path";
import { help, readCliOptions, type CliOptions } from "./cliOptions";
import { readLinks, writeLinks } from "./dataFile";
import { azureCliFolder, usualIdentity } from "./environment";
import { readJson, writeWhole } from "./files";
import type { Emulator, EmulatorOptions } from "./options";
import { readDirectory } from "./readDirectory";
import type { SignInMethod } from "./signInMethods";
import { startEmulator } from "./startEmulator";
import type { Directory, LinkRecord } from "./types";
import { InvalidInput } from "./validate";

function directoryFrom(path: string): Directory {
  const content = readJson(path);
  if (content === undefined) {
    throw new InvalidInput(`${path}: there is no such file`);
  }
  return readDirectory(content, path);
}

/** The links of a data file. It is written at once, so that one that cannot be is found out before a link is lost. */
function keepLinks(path: string): Pick<EmulatorOptions, "links" | "onLinksChanged"> {
  const links = readLinks(path);
  const onLinksChanged = (changed: readonly LinkRecord[]) => {
    writeLinks(path, changed);
  };
  onLinksChanged(links);
  return { links, onLinksChanged };
}

function emulatorOptions({ port, directory, data }: CliOptions): EmulatorOptions {
  return {
    port,
    ...(directory === undefined ? {} : { directory: directoryFrom(directory) }),
    ...(data === undefined ? {} : keepLinks(data)),
  };
}

/** Names that azure-native and the Azure SDKs spell differently. */
const spelledTwice = ["TENANT_ID", "CLIENT_ID", "CLIENT_SECRET"];

/** The emulator's variables, with those that sign in by a method, for azure-native and for the Azure SDKs. */
function variables(emulator: Emulator, method: SignInMethod): Readonly<Record<string, string>> {
  const identity = usualIdentity(emulator.directory, method);
  if (identity === undefined) {
    if (method === "clientSecret") {
      return emulator.environment;
    }
    throw new InvalidInput(`--sign-in ${method}: the directory has nobody who can sign in so`);
  }
  const environment = emulator.environmentFor(identity, { method });
  const aliases = spelledTwice.flatMap((name) => {
    const value = environment[`ARM_${name}`];
    return value === undefined ? [] : [[`AZURE_${name}`, value]];
  });
  return { ...environment, ...(Object.fromEntries(aliases) as Record<string, string>) };
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

function exportLine(name: string, value: string): string {
  // The reader's own PATH counts, not that of the emulator's process.
  return name === "PATH"
    ? `export PATH=${quoted(azureCliFolder)}${delimiter}"$PATH"\n`
    : `export ${name}=${quoted(value)}\n`;
}

function exportLines(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => exportLine(name, value))
    .join("");
}

/** Resolves on the first SIGINT or SIGTERM. A second one ends the process at once, as without this. */
function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}

/** The variables replace the user's own; a file that is not there is nothing to Node either. */
function keepOwnAuthorities({ caCertificatePath }: Emulator): void {
  const own = process.env["NODE_EXTRA_CA_CERTS"] ?? "";
  if (existsSync(own)) {
    appendFileSync(caCertificatePath, readFileSync(own));
  }
}

async function run(options: CliOptions): Promise<void> {
  const stopped = stopRequested();
  const emulator = await startEmulator(emulatorOptions(options));
  try {
    keepOwnAuthorities(emulator);
    const lines = exportLines(variables(emulator, options.signIn));
    if (options.envFile !== undefined) {
      writeWhole(options.envFile, lines);
    }
    process.stdout.write(lines);
    process.stderr.write(`Listening on ${emulator.url}. Stop with Ctrl+C.\n`);
    await stopped;
  } finally {
    await emulator.close();
    if (options.envFile !== undefined) {
      rmSync(options.envFile, { force: true });
    }
  }
}

/** The command `partner-admin-link-emulator`. Sets the exit code: 2 for bad options or files, 1 for any other failure. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    const options = readCliOptions(argv);
    if (options.help) {
      process.stdout.write(help);
      return;
    }
    await run(options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`partner-admin-link-emulator: ${message}\n`);
    process.exitCode = error instanceof InvalidInput ? 2 : 1;
  }
}
