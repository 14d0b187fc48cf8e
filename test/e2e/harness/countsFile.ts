import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRecording } from "./engine";
import { readableJson } from "./json";

/** What was counted on the CLI; while recording, that is what was seen just now. */
export function recordedCounts(name: string, seen: unknown): unknown {
  const file = join(__dirname, "..", `${name}.json`);
  if (isRecording) writeFileSync(file, `${readableJson(seen)}\n`);
  return JSON.parse(readFileSync(file, "utf8"));
}
