import { expectRecorded } from "./recording";
import { options } from "./scenarios";

describe("standInStack", () => {
  it.each(options)("does as the Pulumi CLI in $name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
