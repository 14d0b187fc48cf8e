import { expectRecorded } from "./harness/expectRecorded";
import { args } from "./scenarios/arguments";
import { drift } from "./scenarios/drift";
import { existing } from "./scenarios/existing";
import { life } from "./scenarios/life";
import { lookAhead } from "./scenarios/lookAhead";
import { options } from "./scenarios/options";

describe("ordinary life, drift, options and looking ahead", () => {
  it.each([...life, ...drift, ...options, ...args, ...existing, ...lookAhead])("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
