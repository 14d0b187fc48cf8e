import { recordingNames } from "./harness/recordingFile";
import { scenarios } from "./scenarios";

describe("recordings", () => {
  it("belong to a scenario each, and every scenario has one", () => {
    const names = scenarios.map(({ name }) => name);
    expect(recordingNames()).toEqual(names.sort());
  });
});
