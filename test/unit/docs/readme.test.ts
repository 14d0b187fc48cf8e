import { readPage } from "../../support/markdown";

describe("README", () => {
  const text = readPage("README.md");

  it("has at most 200 lines", () => {
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(200);
  });

  it("has at most 1,600 words", () => {
    expect(text.trim().split(/\s+/).length).toBeLessThanOrEqual(1600);
  });
});
