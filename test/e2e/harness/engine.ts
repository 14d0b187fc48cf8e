import type { Scenario } from "./scenario";
import type { EngineKind } from "./world";

/** `PAL_E2E_RECORD=1` records on the Pulumi CLI found on PATH. */
export const isRecording = process.env["PAL_E2E_RECORD"] === "1";

/** `PAL_E2E_ENGINE=cli` runs on that CLI without recording; on the stand-in when absent. */
export const engine: EngineKind = isRecording || process.env["PAL_E2E_ENGINE"] === "cli" ? "cli" : "stand-in";

/** The scenarios that this engine can play. */
export function playable(scenarios: readonly Scenario[]): readonly Scenario[] {
  return engine === "cli" ? scenarios : scenarios.filter(({ cliOnly }) => cliOnly === undefined);
}
