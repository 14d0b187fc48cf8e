import { expectRecorded } from "./harness/expectRecorded";
import { atItsWorst } from "./scenarios/atItsWorst";
import { goldenStates } from "./scenarios/goldenStates";
import { importCommand } from "./scenarios/importCommand";
import { partialSuccess } from "./scenarios/partialSuccess";
import { rotation } from "./scenarios/rotation";
import { unexpectedAnswers } from "./scenarios/unexpectedAnswers";

describe("failures, and states of releases", () => {
  it.each([...atItsWorst, ...unexpectedAnswers, ...partialSuccess, ...rotation, ...importCommand, ...goldenStates])(
    "$name: $about",
    async (scenario) => {
      await expectRecorded(scenario);
    },
  );
});
