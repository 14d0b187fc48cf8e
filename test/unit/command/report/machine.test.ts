import { PassThrough } from "node:stream";
import { progressOn, thisMachine } from "../../../../provider/command/report/machine";

function terminal(isTTY: boolean): { readonly stream: NodeJS.WriteStream; readonly written: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  let written = "";
  stream.on("data", (chunk) => (written += String(chunk)));
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => written };
}

describe("progressOn", () => {
  it("counts on a terminal, and leaves its cursor visible", () => {
    const { stream, written } = terminal(true);
    const progress = progressOn(stream, 3);
    progress.add(false);
    progress.add(true);
    progress.stop();
    expect(written()).toContain("0/3 identities");
    expect(written()).toContain("2/3 identities, 1 not read");
    expect(written().lastIndexOf("\u001B[?25h")).toBeGreaterThan(written().lastIndexOf("\u001B[?25l"));
  });

  it("writes nothing into a file", () => {
    const { stream, written } = terminal(false);
    const progress = progressOn(stream, 3);
    progress.add(false);
    progress.stop();
    expect(written()).toBe("");
  });
});

describe("thisMachine", () => {
  it("leaves no handler of signals behind", () => {
    const before = process.listenerCount("SIGINT");
    const release = thisMachine().onInterrupt(() => undefined);
    expect(process.listenerCount("SIGINT")).toBe(before + 1);
    release();
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  it("calls back at the first signal only", () => {
    const called = jest.fn();
    thisMachine().onInterrupt(called);
    const before = process.listenerCount("SIGTERM");
    process.emit("SIGTERM");
    expect(called).toHaveBeenCalledTimes(1);
    expect(process.listenerCount("SIGTERM")).toBe(before - 1);
  });
});
