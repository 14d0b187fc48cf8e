import { asOfCli, comparable, unobserved } from "./asTheCliTells";
import { contradictions } from "./contradictions";
import { engine, isRecording, looksAhead } from "./engine";
import { expectStep, type StepView } from "./expectations";
import { playOnCli } from "./playOnCli";
import { record } from "./record";
import { readRecording, recordedCliVersion } from "./recordingFile";
import type { Recording } from "./recording";
import { replay } from "./replay";
import type { Scenario } from "./scenario";
import { pretendUser } from "./usersEnvironment";

/**
 * Plays a scenario on the Pulumi CLI, or its recording where there is none, and holds it to the recording and to its own
 * expectations. While recording, the recording is written first. Another version of the CLI than the recorded one is held to
 * the expectations alone.
 */
export async function expectRecorded(scenario: Scenario): Promise<void> {
  pretendUser();
  if (engine === "replay") {
    await expectReplayed(scenario, readRecording(scenario.name));
    return;
  }
  const play = await playOnCli(scenario);
  if (isRecording) await record(scenario, play);
  expectSteps(scenario, play.steps);
  if (play.pulumi !== recordedCliVersion()) return;
  const form = looksAhead ? comparable : unobserved;
  expect(play.steps.map(form)).toEqual(readRecording(scenario.name).steps.map(asOfCli).map(form));
}

/** Holds what is there now to a recording, and the recording to itself and to what was written down by hand. */
export async function expectReplayed(scenario: Scenario, recording: Recording): Promise<void> {
  expect(await replay(scenario, recording)).toEqual(recording);
  expect(contradictions(recording)).toEqual([]);
  expectSteps(scenario, recording.steps.map(asOfCli));
}

function expectSteps(scenario: Scenario, steps: readonly StepView[]): void {
  expect(steps).toHaveLength(scenario.steps.length);
  for (const [index, step] of scenario.steps.entries()) {
    const seen = steps[index];
    if (seen !== undefined) expectStep(index + 1, step, seen);
  }
}
