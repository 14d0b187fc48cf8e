import { exitCodeOf } from "../../../provider/command/exitCodes";

describe("exitCodeOf", () => {
  it.each([
    { endings: [], code: 0 },
    { endings: ["expected"], code: 0 },
    { endings: ["partly"], code: 2 },
    { endings: ["notExpected"], code: 2 },
    { endings: ["unknown"], code: 3 },
    { endings: ["error"], code: 1 },
    { endings: ["expected", "unknown", "expected"], code: 3 },
    { endings: ["unknown", "partly", "expected"], code: 2 },
    { endings: ["unknown", "notExpected", "error", "expected"], code: 1 },
  ] as const)("is $code for $endings", ({ endings, code }) => {
    expect(exitCodeOf(endings)).toBe(code);
  });
});
