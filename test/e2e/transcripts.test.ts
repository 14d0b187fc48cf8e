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
      "driftInJson: the stand-in has one display",
      "driftInDiff: the stand-in has one display",
      "deleteFirstTriggered: the stand-in knows no replacementTrigger",
      "renameBehindFailure: the stand-in does not continue after an error",
      "moveBehindFailure: the stand-in does not continue after an error",
      "moveBelowFailure: the stand-in does not continue after an error",
      "swapBehindFailure: the stand-in does not continue after an error",
      "planOfDrift: the stand-in has no plans",
      "planOfRepairedDrift: the stand-in has no plans",
      "planOfOtherDrift: the stand-in has no plans",
      "planWithoutDrift: the stand-in has no plans",
      "planOfCredentialToBeMade: the stand-in has no plans",
      "planWithTokenRenewed: the stand-in has no plans",
    ]);
  });
});
