import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findCli } from "../../examples/cli";

describe("findCli", () => {
  const userPath = process.env["PATH"];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pal-path-"));
  });

  afterEach(() => {
    process.env["PATH"] = userPath;
    rmSync(folder, { recursive: true });
  });

  /** A folder of PATH that holds a `pulumi` of that script and mode. */
  function folderWith(name: string, script: string, mode = 0o755): string {
    const directory = join(folder, name);
    mkdirSync(directory);
    writeFileSync(join(directory, "pulumi"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(directory, "pulumi"), mode);
    return directory;
  }

  function searchIn(...directories: string[]): void {
    process.env["PATH"] = directories.join(delimiter);
  }

  it("names the first executable and its version when one is on PATH", async () => {
    const first = folderWith("first", 'echo "v3.260.0"');
    searchIn(join(folder, "missing"), first, folderWith("second", "echo v1.0.0"));
    expect(await findCli()).toEqual({ command: join(first, "pulumi"), version: "3.260.0" });
  });

  it("asks for the version without an update check", async () => {
    searchIn(folderWith("asking", 'echo "v1.2.3-$1-$PULUMI_SKIP_UPDATE_CHECK"'));
    expect(await findCli()).toMatchObject({ version: "1.2.3-version-true" });
  });

  it("finds nothing when no folder of PATH holds an executable", async () => {
    searchIn(folder, folderWith("plain", "echo v3.260.0", 0o644));
    expect(await findCli()).toBeUndefined();
  });

  it.each([
    ["prints no version", "echo"],
    ["fails", "exit 1"],
  ])("finds nothing when the command %s", async (_case, script) => {
    searchIn(folderWith("broken", script));
    expect(await findCli()).toBeUndefined();
  });
});
