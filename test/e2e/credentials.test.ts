import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { credentials } from "./scenarios/credentials";

describe("credentials", () => {
  it.each(playable(credentials))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
