import { expectRecorded } from "./recording";
import { replacement } from "./scenarios";

describe("standInStack", () => {
  it.each(replacement)("does as the Pulumi CLI in $name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
