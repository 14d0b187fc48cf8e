/** Exit codes: 1 is an error of whatever kind, a wrong argument included; 2 and 3 are verdicts only. */
export const exitCodes = { expected: 0, error: 1, notExpected: 2, partly: 2, unknown: 3 } as const;
