import { playable } from "./harness/engine";
import { expectRecorded } from "./harness/expectTable";
import { unexpectedAnswers } from "./scenarios/unexpectedAnswers";

describe("unexpected answers", () => {
  it.each(playable(unexpectedAnswers))("$name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });
});
