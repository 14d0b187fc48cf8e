import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { format } from "prettier/standalone";
import * as yaml from "prettier/plugins/yaml";
import { help } from "../../../emulator/azure/cliOptions";
import type { Fence } from "../../support/markdown";
import { problemsOfCommand } from "./knownCommands";
import { commandsOf } from "../../support/shellWords";

const root = resolve(__dirname, "../../..");

/** What is wrong with a block; nothing when it is as it should be. */
type Rule = (fence: Fence) => Promise<string[]> | string[];

function textsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(root, folder, name), "utf8"));
}

/** The queries of Resource Graph that the package sends, one a line. */
function queries(): string {
  const source = readFileSync(join(root, "provider/recognition/sources/resourceGraph.ts"), "utf8");
  const found = [...source.matchAll(/(["`])(\w+ \| .*)\1,/g)].map(([, , query = ""]) => query);
  return found.join("\n").replaceAll("${objectId}", "{objectId}");
}

/** What was seen to be printed, by the CLI and by the package's command, and texts of the code. */
const printed = [...textsIn("test/e2e/transcripts"), help, queries()];

const escaped = (line: string): string => line.trimEnd().replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** Whether the lines stand in the text one after another; a line `...` stands for any number of them. */
function isExcerpt(text: string, lines: readonly string[]): boolean {
  const patterns = lines.map((line) => (line.trim() === "..." ? "(?:.*\n)*?" : `${escaped(line)} *\n`));
  return new RegExp(`^${patterns.join("")}`, "m").test(`${text}\n`);
}

function wasPrinted({ text }: Fence): string[] {
  const lines = text.trimEnd().split("\n");
  return printed.some((one) => isExcerpt(one, lines)) ? [] : ["is in no transcript"];
}

function isScript({ text }: Fence): string[] {
  execFileSync("bash", ["-n"], { input: text, stdio: ["pipe", "pipe", "pipe"] });
  return commandsOf(text).flatMap(problemsOfCommand);
}

/** Files that run as tests of a user, in the packed packages and on the CLI. */
const usersFiles = ["test/package/project", "test/cli/project"].flatMap(textsIn);

function isTested({ text }: Fence): string[] {
  return usersFiles.some((file) => file.includes(text)) ? [] : ["is in no file that the tests of a user run"];
}

/** What holds a block of each language. Programs in `ts` are compiled by test/package/types.test.ts. */
const fenceRules: Readonly<Record<string, Rule>> = {
  ts: () => [],
  js: isTested,
  bash: isScript,
  sh: isScript,
  text: wasPrinted,
  json: ({ text }) => {
    JSON.parse(text);
    return [];
  },
  yaml: async ({ text }) => {
    await format(text, { parser: "yaml", plugins: [yaml] });
    return [];
  },
};

/** Everything that is wrong with a block, as `place: problem`. */
export async function problemsOfFence(fence: Fence): Promise<string[]> {
  const rule = fenceRules[fence.language];
  if (rule === undefined) return [`${fence.place}: nothing checks a block of "${fence.language}"`];
  const problems = await Promise.resolve(fence)
    .then(rule)
    .catch((error: unknown) => [String(error)]);
  return problems.map((problem) => `${fence.place}: ${problem}`);
}
