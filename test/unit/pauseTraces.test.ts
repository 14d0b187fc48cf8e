import { pauseTraces } from "../../provider/pauseTraces";

function frames(error: Error): number {
  return (error.stack ?? "").split("\n").length - 1;
}

describe("pauseTraces", () => {
  const { PULUMI_DEBUG_PROMISE_LEAKS: before } = process.env;
  const limit = Error.stackTraceLimit;

  afterEach(() => {
    Error.stackTraceLimit = limit;
    delete process.env["PULUMI_DEBUG_PROMISE_LEAKS"];
    if (before !== undefined) process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = before;
  });

  it("has errors made without a stack until it resumes", () => {
    const resume = pauseTraces();
    const within = new Error("within");
    resume();
    expect(frames(within)).toBe(0);
    expect(frames(new Error("after"))).toBeGreaterThan(1);
  });

  it("gives an error that ended the pause the stack of its caller", () => {
    const resume = pauseTraces();
    const error = resume(new TypeError("broken")) as Error;
    expect(error).toMatchObject({ name: "TypeError", message: "broken" });
    expect(error.stack?.split("\n").slice(0, 2).join("\n")).toMatch(/^TypeError: broken\n.*pauseTraces\.test\.ts/);
    expect(Error.stackTraceLimit).toBe(limit);
  });

  it("keeps stacks where promises that never settle are traced", () => {
    process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = "1";
    const resume = pauseTraces();
    expect(frames(new Error("within"))).toBeGreaterThan(1);
    expect(resume("anything")).toBe("anything");
  });
});
