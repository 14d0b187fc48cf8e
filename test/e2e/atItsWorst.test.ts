import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { atItsWorst } from "./scenarios/atItsWorst";

describe("Azure at its worst", () => {
  it.each(playable(atItsWorst))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
