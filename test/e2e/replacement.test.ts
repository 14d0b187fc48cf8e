import { expectRecorded } from "./harness/expectTable";
import { replacement } from "./scenarios/replacement";

describe("replacement", () => {
  it.each(replacement)("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
