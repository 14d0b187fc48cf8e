import { rmSync } from "node:fs";
import { help, readCliOptions, type CliOptions } from "./cliOptions";
import { readLinks, writeLinks } from "./dataFile";
import { readJson, writeWhole } from "./files";
import type { Emulator, EmulatorOptions } from "./options";
import { readDirectory } from "./readDirectory";
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

/** The emulator's variables, with those of the first service principal that has a secret, for azure-native and for the Azure SDKs. */
function variables(emulator: Emulator): Readonly<Record<string, string>> {
  for (const { tenantId, principals } of emulator.directory.tenants) {
    const first = principals.find(({ clientSecrets = [] }) => clientSecrets.length > 0);
    if (first !== undefined) {
      const environment = emulator.environmentFor({ tenantId, objectId: first.objectId });
      const alias = (name: string) => environment[`ARM_${name}`] ?? "";
      return {
        ...environment,
        AZURE_TENANT_ID: alias("TENANT_ID"),
        AZURE_CLIENT_ID: alias("CLIENT_ID"),
        AZURE_CLIENT_SECRET: alias("CLIENT_SECRET"),
      };
    }
  }
  return emulator.environment;
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

function exportLines(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
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

async function run(options: CliOptions): Promise<void> {
  const stopped = stopRequested();
  const emulator = await startEmulator(emulatorOptions(options));
  try {
    const lines = exportLines(variables(emulator));
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
