import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { play } from "./play";
import type { Scenario } from "./scenario";

const folder = join(__dirname, "recordings");

/** `PAL_E2E_RECORD=1` records the scenarios on the Pulumi CLI found on PATH; they run on the stand-in otherwise. */
const recording = process.env["PAL_E2E_RECORD"] === "1";

/** Plays a scenario on the stand-in and expects what the Pulumi CLI did; on the CLI, and records it, when recording. */
export async function expectRecorded(scenario: Scenario): Promise<void> {
  const file = join(folder, `${scenario.name}.json`);
  if (recording) writeFileSync(file, `${JSON.stringify(await play(scenario, "cli"), undefined, 1)}\n`);
  else if (!existsSync(file)) throw new Error(`${scenario.name} has no recording yet`);
  const recorded: unknown = JSON.parse(readFileSync(file, "utf8"));
  expect(settled(recording ? recorded : await play(scenario, "stand-in"))).toEqual(settled(recorded));
}

interface Played {
  readonly steps: readonly { readonly messages: Readonly<Record<string, readonly string[]>> }[];
}

/** What processes print reaches the engine by pipes of their own: before or after what the engine says itself. */
function settled(played: unknown): unknown {
  const isPrinted = (line: string): boolean => line.startsWith("info");
  const steps = (played as Played).steps.map((step) => ({
    ...step,
    messages: Object.fromEntries(
      Object.entries(step.messages).map(([name, lines]) => [
        name,
        [...lines.filter(isPrinted), ...lines.filter((line) => !isPrinted(line))],
      ]),
    ),
  }));
  return { ...(played as Played), steps };
}

/** Names of the scenarios that have a recording, in alphabetical order. */
export function recordedNames(): string[] {
  return readdirSync(folder)
    .map((file) => file.slice(0, -".json".length))
    .sort();
}
