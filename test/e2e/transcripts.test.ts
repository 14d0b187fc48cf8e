import { transcriptNames } from "./harness/transcriptFile";
import { scenarios } from "./scenarios";

describe("transcripts", () => {
  it("belong to a scenario each, and every scenario has one", () => {
    const names = scenarios.map(({ name }) => name);
    expect(transcriptNames()).toEqual(names.sort());
  });
});
