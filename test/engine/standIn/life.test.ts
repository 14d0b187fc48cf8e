import { expectRecorded } from "./recording";
import { life } from "./scenarios";

describe("standInStack", () => {
  it.each(life)("does as the Pulumi CLI in $name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
