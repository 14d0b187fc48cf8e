import { expectRecorded } from "./harness/expectTable";
import { drift } from "./scenarios/drift";

describe("drift", () => {
  it.each(drift)("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
