import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { readCliOptions } from "../../../emulator/azure/cliOptions";
import { checkVerb } from "../../../provider/command/checkVerb";
import { importVerb } from "../../../provider/command/importVerb";
import { initVerb } from "../../../provider/command/init/initVerb";
import type { LoadRecognition } from "../../../provider/command/recognitionFunctions";
import { reportVerb } from "../../../provider/command/report/reportVerb";
import { tenantsVerb } from "../../../provider/command/tenantsVerb";
import manifest from "../../../package.json";

/** What is wrong with a command's words after its name; nothing when it can be typed as it stands. */
type Check = (words: readonly string[]) => string[];

/** Flags by subcommand. */
type Flags = Readonly<Record<string, readonly string[]>>;

/** Commands of the Azure CLI 2.91 and version 1.0.0 of its extension `managementpartner`, as their help has them. */
const azure: Flags = {
  "ad app create": ["--display-name", "--sign-in-audience"],
  "ad app federated-credential create": ["--id", "--parameters"],
  "ad sp create": ["--id"],
  "ad sp show": ["--id", "--query", "--output"],
  login: ["--allow-no-subscriptions", "--tenant", "--service-principal", "-u", "-p", "--username", "--password"],
  "cloud register": ["--name", "--endpoint-resource-manager"],
  "cloud set": ["--name"],
  "managementpartner create": ["--partner-id"],
  "managementpartner delete": ["--partner-id"],
  "managementpartner show": ["--partner-id"],
  "managementpartner update": ["--partner-id"],
  rest: ["--method", "--url", "--body"],
};

/** Of the Pulumi CLI that recorded its help. */
const pulumi: Flags = Object.fromEntries(
  readFileSync(join(__dirname, "pulumiHelp.txt"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(": "))
    .map(([name = "", flags = ""]) => [name, flags.split(" ")]),
);

const flagsIn = (words: readonly string[]): string[] =>
  words.filter((word) => /^--?[a-z]/i.test(word)).map((word) => word.replace(/=.*$/s, ""));

/** Takes the longest subcommand that is known, and no flag that it does not have. */
function subcommandOf(known: Flags): Check {
  return (words) => {
    const named = [4, 3, 2, 1]
      .map((count) => words.slice(0, count).join(" "))
      .find((name) => Object.hasOwn(known, name));
    if (named === undefined) return [`no such subcommand: ${words.join(" ")}`];
    return flagsIn(words)
      .filter((flag) => known[named]?.includes(flag) !== true)
      .map((flag) => `${named} has no ${flag}`);
  };
}

const notLoaded: LoadRecognition = () => {
  throw new Error("a command is not run to be checked");
};
const shell = { print: () => undefined, printError: () => undefined, columns: undefined, end: () => undefined };
const verbs = [initVerb, tenantsVerb(notLoaded), checkVerb(notLoaded), reportVerb(notLoaded), importVerb];

function flagsOf({ options }: Command): string[] {
  return ["--help", ...options.flatMap(({ long, short }) => [long, short].filter((flag) => typeof flag === "string"))];
}

const ownVerbs = Object.fromEntries(
  verbs.map((verb) => {
    const command = verb(shell);
    return [command.name(), flagsOf(command)];
  }),
);

const emulatorOptions: Check = (words) => {
  try {
    readCliOptions(words);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
};

const executables: Readonly<Record<string, Check>> = {
  "pulumi-partner-admin-link": subcommandOf(ownVerbs),
  "partner-admin-link-emulator": emulatorOptions,
  jest: () => [],
};

const npx: Check = ([name = "", ...words]) => executables[name]?.(words) ?? [`npx ${name} is not known`];

/** Packages that pages tell the reader to install. */
const installable = [manifest.name, "partner-admin-link-emulator", "jest", ...Object.keys(manifest.peerDependencies)];

const npm: Check = ([subcommand = "", ...words]) => {
  if (subcommand === "ci") return [];
  if (subcommand === "run") return Object.hasOwn(manifest.scripts, words[0] ?? "") ? [] : [`no script ${words[0]}`];
  if (subcommand !== "install") return [`npm ${subcommand} is not known`];
  const names = words.filter((word) => !word.startsWith("-"));
  return names.filter((name) => !installable.includes(name)).map((name) => `npm installs no ${name}`);
};

const ofTheShell: Check = () => [];

const checks: Readonly<Record<string, Check>> = {
  pulumi: subcommandOf(pulumi),
  az: subcommandOf(azure),
  npx,
  npm,
  ...Object.fromEntries(
    ["cd", "cp", "curl", "done", "export", "for", "kubectl", "read", "source", "."].map((name) => [name, ofTheShell]),
  ),
};

/** Why a command cannot be typed as it stands: a command, subcommand, flag or script that is not known. */
export function problemsOfCommand([name = "", ...words]: readonly string[]): string[] {
  if (name === "do") return words.length === 0 ? [] : problemsOfCommand(words);
  return checks[name]?.(words) ?? [`no command ${name} is known to knownCommands.ts`];
}
