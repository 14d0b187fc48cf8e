import { expectRecorded } from "./harness/expectTable";
import { credentials } from "./scenarios/credentials";

describe("credentials", () => {
  it.each(credentials)("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
