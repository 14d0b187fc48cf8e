import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { refresh } from "./scenarios/refresh";

describe("refresh", () => {
  it.each(playable(refresh))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
