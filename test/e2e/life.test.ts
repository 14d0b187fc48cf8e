import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { life } from "./scenarios/life";

describe("life", () => {
  it.each(playable(life))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
