import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readableJson } from "./json";
import { type Folded, fold, unfold } from "./namedBags";
import type { Recording } from "./recording";

const folder = join(__dirname, "..", "recordings");
const recordedWith = join(__dirname, "..", "recordedWith.json");

/** The committed recording of a scenario. */
export function readRecording(scenario: string): Recording {
  const folded = readJson(fileOf(scenario));
  if (folded === undefined) throw new Error(`${scenario} has no recording yet: make it with \`npm run record\``);
  return unfold(folded as Folded);
}

/** Writes a recording, and the version of the CLI that it was made with. */
export function writeRecording(scenario: string, recording: Recording, pulumi: string): void {
  writeFileSync(fileOf(scenario), `${readableJson(fold(recording))}\n`);
  writeFileSync(recordedWith, `${readableJson({ pulumi })}\n`);
}

/** Names of the scenarios that have a recording, in alphabetical order. */
export function recordingNames(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.map((file) => file.slice(0, -".json".length)).sort();
}

/** The version of the CLI that the recordings were made with. */
export function recordedCliVersion(): string | undefined {
  return (readJson(recordedWith) as { readonly pulumi: string } | undefined)?.pulumi;
}

function fileOf(scenario: string): string {
  return join(folder, `${scenario}.json`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
