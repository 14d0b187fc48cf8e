import { engine, isRecording } from "./engine";
import { expectScenario, runScenario } from "./runScenario";
import type { Scenario } from "./scenario";
import { readTranscript, recordedCliVersion, writeTranscript } from "./transcriptFile";
import { pretendUser } from "./usersEnvironment";

/**
 * Plays a scenario and holds it to its own expectations and to its transcript. While recording, the transcript is
 * written instead. Another version of the CLI than the recorded one is held to the expectations alone.
 */
export async function expectRecorded(scenario: Scenario): Promise<void> {
  pretendUser();
  const run = await runScenario(scenario, engine);
  if (isRecording) writeTranscript(scenario.name, run.transcript, run.engine);
  expectScenario(run);
  const comparable = run.engine.kind === "stand-in" || run.engine.version === recordedCliVersion();
  if (comparable) expect(run.transcript).toEqual(readTranscript(scenario.name));
}
