import type { Status } from "../recognition/types";

/** Exit codes: 1 is an error of whatever kind, a wrong argument included; 2 and 3 are verdicts only. */
export const exitCodes = { expected: 0, error: 1, notExpected: 2, partly: 2, unknown: 3 } as const satisfies Record<
  Status | "error",
  number
>;

/** The exit code of several: the first of 1, 2, 3 and 0 that occurs. */
export function exitCodeOf(endings: readonly (Status | "error")[]): number {
  const codes = endings.map((ending) => exitCodes[ending]);
  return [1, 2, 3].find((code) => codes.some((one) => one === code)) ?? 0;
}
