import { expectRecorded } from "./recording";
import { names } from "./scenarios";

describe("standInStack", () => {
  it.each(names)("does as the Pulumi CLI in $name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
