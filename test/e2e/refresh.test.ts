import { expectRecorded } from "./harness/expectTable";
import { refresh } from "./scenarios/refresh";

describe("refresh", () => {
  it.each(refresh)("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
