import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineInfo } from "partner-admin-link-emulator/engine";
import { readableJson } from "./json";

const folder = join(__dirname, "..", "transcripts");
const recordedWith = join(__dirname, "..", "recordedWith.json");

/** What the transcripts were recorded with. */
export interface Recording {
  readonly pulumi: string;
}

/** The committed transcript of a scenario. */
export function readTranscript(scenario: string): unknown {
  const transcript = readJson(fileOf(scenario));
  if (transcript === undefined) throw new Error(`${scenario} has no transcript yet: record it with \`npm run record\``);
  return transcript;
}

/** Writes a transcript that was recorded on the CLI, and which CLI that was. */
export function writeTranscript(scenario: string, transcript: unknown, engine: EngineInfo): void {
  if (engine.kind !== "cli") throw new Error("transcripts are recorded on the Pulumi CLI, not on its stand-in");
  writeFileSync(fileOf(scenario), `${readableJson(transcript)}\n`);
  const recording: Recording = { pulumi: engine.version };
  writeFileSync(recordedWith, `${readableJson(recording)}\n`);
}

/** Names of the scenarios that have a transcript, in alphabetical order. */
export function transcriptNames(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.map((file) => file.slice(0, -".json".length)).sort();
}

/** The version of the CLI that the transcripts were recorded on. */
export function recordedCliVersion(): string | undefined {
  return (readJson(recordedWith) as Recording | undefined)?.pulumi;
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
