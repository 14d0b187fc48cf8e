import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { existing } from "./scenarios/existing";

describe("existing", () => {
  it.each(playable(existing))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
