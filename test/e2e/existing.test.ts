import { expectRecorded } from "./harness/expectTable";
import { existing } from "./scenarios/existing";

describe("existing", () => {
  it.each(existing)("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
