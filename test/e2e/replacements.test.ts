import { expectRecorded } from "./harness/expectRecorded";
import { continueOnError } from "./scenarios/continueOnError";
import { dependants } from "./scenarios/dependants";
import { failedReplacement } from "./scenarios/failedReplacement";
import { migration } from "./scenarios/migration";
import { plans } from "./scenarios/plans";
import { refresh } from "./scenarios/refresh";
import { replacement } from "./scenarios/replacement";

describe("replacements, refreshes and plans", () => {
  it.each([
    ...replacement,
    ...failedReplacement,
    ...continueOnError,
    ...refresh,
    ...dependants,
    ...plans,
    ...migration,
  ])("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
