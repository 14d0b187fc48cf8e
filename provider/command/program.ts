import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { asPalError } from "../errors";
import { singleLine } from "../text";
import { exitCodes } from "./exitCodes";

const commandName = "pulumi-partner-admin-link";

/** What a verb writes to, and how it ends the command. */
export interface Shell {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Width of the terminal that standard output is; undefined for a file or a pipe, which nothing is fitted to. */
  readonly columns: number | undefined;
  /** Sets the exit code; it is 0 for a verb that sets none. */
  readonly end: (exitCode: number) => void;
}

/** Declares a verb with its options. What it needs beside them is loaded when it is called. */
export type Verb = (shell: Shell) => Command;

/** Option of every verb that signs in. */
export function configOption(): Option {
  return new Option(
    "--config <FILE>",
    "stack config, as `pulumi config --json --show-secrets` prints it; - for standard input",
  );
}

/** Option of the verbs that judge links. */
export function usageOption(): Option {
  return new Option(
    "--usage <HOW>",
    "how to tell whether a subscription has usage: by its resources, its cost, or not at all",
  )
    .choices(["auto", "cost", "off"])
    .default("auto");
}

/** Runs the verb that the arguments name, and gives the exit code. */
export async function runCommand(
  verbs: readonly Verb[],
  args: readonly string[],
  output: Omit<Shell, "end">,
): Promise<number> {
  let exitCode: number = exitCodes.expected;
  const shell: Shell = { ...output, end: (code) => (exitCode = code) };
  try {
    await newProgram(verbs, shell).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed its message already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.error;
    output.printError(`${asPalError(error).message}\n`);
    return exitCodes.error;
  }
}

function newProgram(verbs: readonly Verb[], shell: Shell): Command {
  const program = new Command(commandName)
    .description("Shows partner admin links and what they count for, and imports them into a stack.")
    .version(version())
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: shell.print,
      writeErr: shell.printError,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: usageError(commandName),
    })
    .addHelpText(
      "after",
      `
Signs in as stack config (--config FILE) and the ARM_* and AZURE_* variables say, else through the Azure CLI.
See ${commandName} VERB --help for a verb's options and exit codes.`,
    );
  for (const verb of verbs) {
    const command = verb(shell).copyInheritedSettings(program);
    program.addCommand(command.configureOutput({ outputError: usageError(`${commandName} ${command.name()}`) }));
  }
  return program;
}

/** On one line, as every other error. */
function usageError(command: string): (text: string, write: (text: string) => void) => void {
  return (text, write) => write(`${singleLine(text).replace(/\.$/, "")}; see ${command} --help\n`);
}

function version(): string {
  const manifest = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
