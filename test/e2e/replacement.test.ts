import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { replacement } from "./scenarios/replacement";

describe("replacement", () => {
  it.each(playable(replacement))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
