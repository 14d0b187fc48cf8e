import { expectRecorded } from "./recording";
import { refreshing } from "./scenarios";

describe("standInStack", () => {
  it.each(refreshing)("does as the Pulumi CLI in $name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
