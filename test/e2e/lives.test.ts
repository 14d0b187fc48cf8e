import { expectRecorded } from "./harness/expectRecorded";
import { args } from "./scenarios/arguments";
import { drift } from "./scenarios/drift";
import { existing } from "./scenarios/existing";
import { life } from "./scenarios/life";
import { options } from "./scenarios/options";

describe("ordinary life, drift and options", () => {
  it.each([...life, ...drift, ...options, ...args, ...existing])("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
