import { secretNames } from "./harness/identities";
import { readRecording, recordingNames } from "./harness/recordingFile";
import { scenarios } from "./scenarios";

describe("recordings", () => {
  it("belong to a scenario each, and every scenario has one", () => {
    const names = scenarios.map(({ name }) => name);
    expect(recordingNames()).toEqual(names.sort());
  });

  it.each(recordingNames())("tell no secret and no token: %s", (name) => {
    const text = JSON.stringify(readRecording(name));
    expect(Object.values(secretNames).filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/\beyJ[\w-]{10,}\.eyJ/);
  });
});
