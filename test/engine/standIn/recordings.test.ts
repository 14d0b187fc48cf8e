import { recordedNames } from "./recording";
import * as scenarios from "./scenarios";

describe("recordings of the stand-in's scenarios", () => {
  it("belong to a scenario each, and every scenario has one", () => {
    const names = Object.values(scenarios).flatMap((group) => group.map(({ name }) => name));
    expect(names.sort()).toEqual(recordedNames());
  });
});
