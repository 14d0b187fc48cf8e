import { expectRecorded } from "./harness/expectTable";
import { options } from "./scenarios/options";

describe("options", () => {
  it.each(options)("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
