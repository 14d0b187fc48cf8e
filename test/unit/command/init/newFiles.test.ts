import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeNewFiles } from "../../../../provider/command/init/newFiles";
import { thrownBy } from "../../fixtures";

describe("writeNewFiles", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "init-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("makes the folder and the files", async () => {
    const made = join(folder, "a", "b");
    await writeNewFiles(made, { "one.txt": "1", "two.txt": "2" });
    expect(readdirSync(made).map((name) => readFileSync(join(made, name), "utf8"))).toEqual(["1", "2"]);
  });

  it("names the files that exist, and writes none", async () => {
    writeFileSync(join(folder, "two.txt"), "mine");
    writeFileSync(join(folder, "three.txt"), "mine");
    expect(
      await thrownBy(() => writeNewFiles(folder, { "one.txt": "1", "two.txt": "2", "three.txt": "3" })),
    ).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `${folder} already contains two.txt, three.txt, and init overwrites no file. Choose another folder, or move them away`,
    });
    expect(readdirSync(folder).sort()).toEqual(["three.txt", "two.txt"]);
    expect(readFileSync(join(folder, "two.txt"), "utf8")).toBe("mine");
  });

  it("takes away what it has written where a later file cannot be, and no file of others", async () => {
    const files = { "one.txt": "1", "two.txt": "2", "none/three.txt": "3" };
    expect(await thrownBy(() => writeNewFiles(folder, files))).toMatchObject({ code: "PAL_CONFIG_INVALID" });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("overwrites nothing that appears while it writes", async () => {
    const outcomes = await Promise.allSettled(
      ["first", "second"].map((text) => writeNewFiles(folder, { "one.txt": text, "two.txt": text })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const texts = ["one.txt", "two.txt"].map((name) => readFileSync(join(folder, name), "utf8"));
    expect(new Set(texts).size).toBe(1);
  });

  it("says why a folder cannot be made", async () => {
    writeFileSync(join(folder, "file"), "");
    expect(await thrownBy(() => writeNewFiles(join(folder, "file", "b"), { "one.txt": "" }))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: expect.stringContaining("cannot write to") as string,
    });
  });
});
