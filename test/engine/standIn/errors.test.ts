import { expectRecorded } from "./recording";
import { errors } from "./scenarios";

describe("standInStack", () => {
  it.each(errors)("does as the Pulumi CLI in $name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
