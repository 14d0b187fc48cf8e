/** `PAL_E2E_RECORD=1` records on the Pulumi CLI found on PATH. */
export const isRecording = process.env["PAL_E2E_RECORD"] === "1";

/** `PAL_E2E_ENGINE=cli` plays on that CLI without recording; recordings are replayed otherwise. */
export const engine = isRecording || process.env["PAL_E2E_ENGINE"] === "cli" ? "cli" : "replay";
