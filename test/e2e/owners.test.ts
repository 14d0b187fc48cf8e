import { expectRecorded } from "./harness/expectRecorded";
import { adoption } from "./scenarios/adoption";
import { colleagues } from "./scenarios/colleagues";
import { credentials } from "./scenarios/credentials";
import { madeAnew } from "./scenarios/madeAnew";
import { ownership } from "./scenarios/ownership";
import { tokens } from "./scenarios/tokens";

describe("whose link it is", () => {
  it.each([...adoption, ...ownership, ...madeAnew, ...colleagues, ...credentials, ...tokens])(
    "$name: $about",
    async (scenario) => {
      await expectRecorded(scenario);
    },
  );
});
