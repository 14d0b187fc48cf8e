import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSmallFile, shownPath } from "../../../provider/azure/smallFile";

const mebibyte = 1_048_576;
let folder: string;

function fileOf(bytes: number): string {
  const path = join(folder, `${bytes}.pem`);
  writeFileSync(path, Buffer.alloc(bytes, "x"));
  return path;
}

describe("small files", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "small-file-"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  describe("readSmallFile", () => {
    it.each([0, 5, mebibyte])("reads a file of %d bytes whole", async (bytes) => {
      expect(await readSmallFile(fileOf(bytes))).toStrictEqual(Buffer.alloc(bytes, "x"));
    });

    it("refuses a file of 1 MiB and a byte", async () => {
      await expect(readSmallFile(fileOf(mebibyte + 1))).rejects.toThrow(/^it is larger than 1 MiB$/);
    });

    it("refuses a pipe without waiting for a writer", async () => {
      const pipe = join(folder, "pipe");
      execFileSync("mkfifo", [pipe]);
      await expect(readSmallFile(pipe)).rejects.toThrow(/^it is not a regular file$/);
    });

    it.each([
      { what: "a device that never ends", path: () => "/dev/zero" },
      { what: "a folder", path: () => folder },
    ])("refuses $what", async ({ path }) => {
      await expect(readSmallFile(path())).rejects.toThrow(/^it is not a regular file$/);
    });

    it.each([
      { what: "no file", path: () => join(folder, "missing.pem"), why: "there is no such file" },
      { what: "a file in place of a folder", path: () => join(fileOf(5), "x.pem"), why: "ENOTDIR" },
      { what: "a name that is too long", path: () => join(folder, "x".repeat(300)), why: "ENAMETOOLONG" },
    ])("says of $what: $why, and nothing of the path", async ({ path, why }) => {
      await expect(readSmallFile(path())).rejects.toThrow(new RegExp(`^${why}$`));
    });

    // Root may read everything.
    (process.getuid?.() === 0 ? describe.skip : describe)("of a user", () => {
      it("says that this process may not read it", async () => {
        const path = fileOf(6);
        chmodSync(path, 0o200);
        await expect(readSmallFile(path)).rejects.toThrow(/^this process may not read it$/);
      });
    });
  });

  describe("shownPath", () => {
    it.each([
      { what: "a file", path: () => fileOf(5) },
      { what: "a folder", path: () => folder },
      { what: "a name in a folder of this machine", path: () => join(folder, "missing") },
      { what: "a file in the folder at hand", path: () => "LICENSE" },
      { what: "a missing file that ends as one with a certificate", path: () => "/no/such/folder/client.PFX" },
      { what: "a missing file that ends as one with a token", path: () => "token.jwt" },
    ])("shows $what", ({ path }) => {
      expect(shownPath(path())).toBe(path());
    });

    it.each([
      { what: "a secret", path: "not-a-secret~0123456789abcdefghijklmnop.q" },
      { what: "a secret with a slash in it", path: "not-a-secret/0123456789" },
      { what: "a secret that begins with a slash", path: "/not-a-secret+0123456789=" },
      { what: "a secret that ends in no known way", path: "not-a-secret.pemx" },
      { what: "a missing file in a missing folder", path: "/no/such/folder/token" },
    ])("shows the length alone of $what", ({ path }) => {
      expect(shownPath(path)).toBe(`(a string of length ${path.length} that leads nowhere, not shown)`);
    });
  });
});
