import { transcriptNames } from "./harness/transcriptFile";
import { scenarios } from "./scenarios";

function ofCliAlone(): string[] {
  return scenarios.flatMap(({ name, cliOnly }) => (cliOnly === undefined ? [] : [`${name}: ${cliOnly}`]));
}

describe("transcripts", () => {
  it("belong to a scenario each, and every scenario has one", () => {
    const names = scenarios.map(({ name }) => name);
    expect(transcriptNames()).toEqual(names.sort());
  });

  it("of the Pulumi CLI alone are these, for what the stand-in lacks", () => {
    expect(ofCliAlone()).toEqual([
      "deleteFirstTriggered: the stand-in knows no replacementTrigger",
      "renameBehindFailure: the stand-in does not continue after an error",
      "moveBehindFailure: the stand-in does not continue after an error",
      "moveBelowFailure: the stand-in does not continue after an error",
      "swapBehindFailure: the stand-in does not continue after an error",
    ]);
  });
});
