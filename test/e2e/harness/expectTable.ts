import { expectScenario, runScenario } from "./runScenario";
import type { Scenario } from "./scenario";
import { readTranscript, recordedCliVersion, writeTranscript } from "./transcriptFile";
import { pretendUser } from "./usersEnvironment";
import type { EngineKind } from "./world";

/** `PAL_E2E_RECORD=1` records the table on the Pulumi CLI found on PATH. */
const recording = process.env["PAL_E2E_RECORD"] === "1";
/** `PAL_E2E_ENGINE=cli` runs the table on that CLI without recording it; on the stand-in when absent. */
const engine: EngineKind = recording || process.env["PAL_E2E_ENGINE"] === "cli" ? "cli" : "stand-in";

/**
 * Plays a scenario and holds it to its own expectations and to its transcript. While recording, the transcript is
 * written instead. Another version of the CLI than the recorded one is held to the expectations alone.
 */
export async function expectRecorded(scenario: Scenario): Promise<void> {
  pretendUser();
  const run = await runScenario(scenario, engine);
  if (recording) writeTranscript(scenario.name, run.transcript, run.engine);
  expectScenario(run);
  const comparable = run.engine.kind === "stand-in" || run.engine.version === recordedCliVersion();
  if (comparable) expect(run.transcript).toEqual(readTranscript(scenario.name));
}
