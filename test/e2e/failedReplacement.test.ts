import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { continueOnError } from "./scenarios/continueOnError";
import { failedReplacement } from "./scenarios/failedReplacement";

describe("failed replacement", () => {
  it.each(playable([...failedReplacement, ...continueOnError]))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
