import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { ownership } from "./scenarios/ownership";

describe("ownership", () => {
  it.each(playable(ownership))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
