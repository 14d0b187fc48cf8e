import { expectRecorded } from "./harness/expectTable";
import { adoption } from "./scenarios/adoption";

describe("adoption", () => {
  it.each(adoption)("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
