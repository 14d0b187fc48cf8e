import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { args } from "./scenarios/arguments";

describe("arguments", () => {
  it.each(playable(args))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
