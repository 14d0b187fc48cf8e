import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, type EngineEvent, LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import { runCommand } from "./command";
import { cliEnvironment, overProcessEnvironment } from "./environment";
import { type EngineJournal, recordEvent } from "./events";
import { createStack } from "./project";
import { stackOutputs } from "./stackOutputs";
import type { CliOptions, CliResult, CliStack, EngineInfo, ExportedStack, ImportFile, StackOptions } from "./types";

/** What every operation of the Automation API is given, whichever it is. */
interface SharedOptions {
  readonly configFile: string;
  readonly color: "never";
  readonly showSecrets: false;
  readonly onOutput: (text: string) => void;
  readonly onError: (text: string) => void;
  readonly onEvent: (event: EngineEvent) => void;
}

/**
 * Opens, and creates when missing, a stack that runs on the Pulumi CLI.
 *
 * State, settings and the CLI's own files stay below {@link StackOptions.homeDirectory}; nothing is written beside the
 * project's Pulumi.yaml.
 *
 * @param command - the CLI to run; the `pulumi` on PATH when absent.
 */
export async function cliStack(options: StackOptions, command?: PulumiCommand): Promise<CliStack> {
  const cli = command ?? (await PulumiCommand.get());
  const settings = await createStack(options, cli);
  const workspace = await LocalWorkspace.create({
    workDir: options.projectDirectory,
    pulumiCommand: cli,
    pulumiHome: options.homeDirectory,
    envVars: overProcessEnvironment(cliEnvironment(options)),
  });
  const stack = await Stack.select(options.stackName, workspace);
  return new StackOnCli(options, stack, workspace, cli.command, settings.directory, settings.configFile);
}

class StackOnCli implements CliStack {
  readonly engine: EngineInfo;

  constructor(
    private readonly options: StackOptions,
    private readonly stack: Stack,
    private readonly workspace: LocalWorkspace,
    private readonly command: string,
    private readonly settingsDirectory: string,
    private readonly configFile: string,
  ) {
    this.engine = { kind: "cli", version: workspace.pulumiVersion };
  }

  preview(options: CliOptions = {}): Promise<CliResult> {
    return this.operate(options, (shared) => this.stack.preview({ ...shared, ...changeFlags(options) }));
  }

  up(options: CliOptions = {}): Promise<CliResult> {
    return this.operate(options, (shared) =>
      this.stack.up({ ...shared, ...changeFlags(options), ...given("continueOnError", options.continueOnError) }),
    );
  }

  refresh(options: CliOptions = {}): Promise<CliResult> {
    const flags = { ...commonFlags(options), ...given("expectNoChanges", options.expectNoChanges) };
    return this.operate(options, (shared) => this.stack.refresh({ ...shared, ...flags }));
  }

  destroy(options: CliOptions = {}): Promise<CliResult> {
    const flags = {
      ...commonFlags(options),
      ...given("refresh", options.refresh),
      ...given("continueOnError", options.continueOnError),
    };
    return this.operate(options, (shared) => this.stack.destroy({ ...shared, ...flags }));
  }

  async exportStack(): Promise<ExportedStack> {
    return JSON.parse(await this.pulumi(["stack", "export"])) as ExportedStack;
  }

  async importStack(stack: ExportedStack): Promise<void> {
    await this.pulumi(["stack", "import"], { input: JSON.stringify(stack) });
  }

  async importResources(file: ImportFile): Promise<void> {
    const path = join(this.settingsDirectory, "import.json");
    await writeFile(path, JSON.stringify(file));
    const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
    // Run from the project: the import checks the inputs in the provider process.
    await this.pulumi(["import", "--file", path, ...flags, "--config-file", this.configFile], {
      cwd: this.options.projectDirectory,
    });
  }

  async taint(urn: string): Promise<void> {
    await this.pulumi(["state", "taint", urn, "--yes"]);
  }

  async deleteState(urn: string): Promise<void> {
    await this.pulumi(["state", "delete", urn, "--yes"]);
  }

  async cancel(): Promise<void> {
    await this.pulumi(["cancel", "--yes"]);
  }

  private async operate(options: CliOptions, run: (shared: SharedOptions) => Promise<unknown>): Promise<CliResult> {
    const journal: EngineJournal = { steps: [], diagnostics: [] };
    const printed: string[] = [];
    const print = (text: string): void => {
      printed.push(text);
      this.options.onOutput?.(text);
    };
    this.workspace.envVars = overProcessEnvironment(cliEnvironment(this.options, options.environment));
    const start = performance.now();
    const exitCode = await exitCodeFrom(
      run({
        configFile: this.configFile,
        color: "never",
        showSecrets: false,
        onOutput: print,
        onError: print,
        onEvent: (event) => {
          recordEvent(journal, event);
        },
      }),
    );
    const seconds = (performance.now() - start) / 1000;
    const outputs = stackOutputs(await this.exportStack());
    return { exitCode, seconds, ...journal, outputs, output: printed.join("") };
  }

  /** A command that the Automation API has no call for; run from the settings folder unless it needs the project. */
  private async pulumi(
    args: readonly string[],
    options: { readonly cwd?: string; readonly input?: string } = {},
  ): Promise<string> {
    const all = [...args, "--stack", this.options.stackName, "--non-interactive"];
    const outcome = await runCommand(this.command, all, {
      cwd: this.settingsDirectory,
      environment: cliEnvironment(this.options),
      ...options,
    });
    if (outcome.exitCode !== 0) throw new Error(`pulumi ${all.join(" ")}: ${outcome.stderr || outcome.stdout}`);
    return outcome.stdout;
  }
}

/** An operation that failed is a result; an operation that could not be started is not. */
async function exitCodeFrom(operation: Promise<unknown>): Promise<number> {
  try {
    await operation;
    return 0;
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (exitCode === undefined) throw error;
    return exitCode;
  }
}

/** The CLI's exit code out of an error of the Automation API, which knows it but does not publish it. */
function exitCodeOf(error: unknown): number | undefined {
  if (!(error instanceof CommandError)) return undefined;
  const code = /^ stderr: Command failed with exit code (\d+)/m.exec(error.message)?.[1];
  return code === undefined ? undefined : Number(code);
}

/** Flags of every operation. */
function commonFlags(options: CliOptions) {
  return {
    ...given("target", options.target && [...options.target]),
    ...given("exclude", options.exclude && [...options.exclude]),
    ...given("parallel", options.parallel),
    ...given("runProgram", options.runProgram),
    ...given("signal", options.signal),
  };
}

/** Flags of preview and up. */
function changeFlags(options: CliOptions) {
  return {
    ...commonFlags(options),
    ...given("expectNoChanges", options.expectNoChanges),
    ...given("refresh", options.refresh),
    ...given("replace", options.replace && [...options.replace]),
  };
}

/** `{ [name]: value }`, or nothing where there is no value. */
function given<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}
