/** `PAL_E2E_RECORD=1` records on the Pulumi CLI found on PATH. */
export const isRecording = process.env["PAL_E2E_RECORD"] === "1";

/** `PAL_E2E_ENGINE=cli` plays on that CLI without recording; recordings are replayed otherwise. */
export const engine = isRecording || process.env["PAL_E2E_ENGINE"] === "cli" ? "cli" : "replay";

/** `PAL_E2E_LOOK_AHEAD=off` leaves all reading to the provider, which must come to the same. */
export const looksAhead = process.env["PAL_E2E_LOOK_AHEAD"] !== "off";
