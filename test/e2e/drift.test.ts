import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { drift } from "./scenarios/drift";

describe("drift", () => {
  it.each(playable(drift))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
