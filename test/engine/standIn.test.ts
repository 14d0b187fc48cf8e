import { expectRecorded, recordedNames } from "./standIn/recording";
import { errors, life, names, options, refreshing, replacement } from "./standIn/scenarios";

const all = [...errors, ...life, ...names, ...options, ...refreshing, ...replacement];

describe("standInStack", () => {
  it.each(all)("does as the Pulumi CLI in $name: $about", async (scenario) => {
    await expectRecorded(scenario);
  });

  it("is held to every recording there is", () => {
    expect(all.map(({ name }) => name).sort()).toEqual(recordedNames());
  });
});
