import { progressLine } from "../../../provider/command/progressLine";

function written(isTTY: boolean): string {
  let text = "";
  const progress = progressLine({ isTTY, write: (part: string | Uint8Array) => ((text += String(part)), true) });
  progress.show("read 1 of 2");
  progress.end();
  return text;
}

describe("progressLine", () => {
  it("replaces the last line of a terminal, and takes it away", () => {
    expect(written(true)).toBe("\r\u001B[2Kread 1 of 2\r\u001B[2K");
  });

  it("writes nothing to a file or a pipe", () => {
    expect(written(false)).toBe("");
  });
});
