import { expectRecorded } from "./harness/expectTable";
import { life } from "./scenarios/life";

describe("life", () => {
  it.each(life)("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
