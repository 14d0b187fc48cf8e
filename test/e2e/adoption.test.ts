import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { adoption } from "./scenarios/adoption";

describe("adoption", () => {
  it.each(playable(adoption))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
