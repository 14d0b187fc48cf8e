import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { options } from "./scenarios/options";

describe("options", () => {
  it.each(playable(options))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
