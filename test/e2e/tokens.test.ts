import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { tokens } from "./scenarios/tokens";

describe("tokens", () => {
  it.each(playable(tokens))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
