import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { dependants } from "./scenarios/dependants";
import { plans } from "./scenarios/plans";

describe("previews", () => {
  it.each(playable([...dependants, ...plans]))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
