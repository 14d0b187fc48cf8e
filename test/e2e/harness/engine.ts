import type { EngineKind } from "./world";

/** `PAL_E2E_RECORD=1` records on the Pulumi CLI found on PATH. */
export const isRecording = process.env["PAL_E2E_RECORD"] === "1";

/** `PAL_E2E_ENGINE=cli` runs on that CLI without recording; on the stand-in when absent. */
export const engine: EngineKind = isRecording || process.env["PAL_E2E_ENGINE"] === "cli" ? "cli" : "stand-in";
