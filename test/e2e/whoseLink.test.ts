import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { colleagues } from "./scenarios/colleagues";
import { madeAnew } from "./scenarios/madeAnew";

describe("whose link", () => {
  it.each(playable([...madeAnew, ...colleagues]))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
