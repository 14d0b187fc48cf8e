import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";

const launcher = join(__dirname, "../../bin/pulumi-partner-admin-link.js");

/** Runs the launcher with those arguments, and prints which packages it has loaded when it ends. */
function loading(args: readonly string[]): string {
  return `
    process.argv.splice(1, 0, "command", ...${JSON.stringify(args)});
    process.on("exit", () => {
      const files = Object.keys(require.cache);
      const packages = files.map((file) => /node_modules[\\\\/]((?:@[^\\\\/]+[\\\\/])?[^\\\\/]+)/.exec(file)?.[1]);
      console.error(JSON.stringify([...new Set(packages.filter(Boolean))]));
    });
    require(${JSON.stringify(launcher)});`;
}

describe("pulumi-partner-admin-link", () => {
  it.each([
    [["--help"]],
    [["--version"]],
    [["tenants", "--help"]],
    [["check", "--help"]],
    [["import", "--help"]],
    [["init", "--help"]],
  ])("loads neither Azure's packages nor Pulumi's, nor those for CSV, for %j", async (args) => {
    const { stderr } = await promisify(execFile)(process.execPath, ["-e", loading(args)]);
    const packages = JSON.parse(stderr) as string[];
    expect(packages).toContain("commander");
    expect(packages.filter((name) => /^@|node-forge|^csv-/.test(name))).toEqual([]);
  });

  it("ends quietly, with the exit code of its result, when its reader closes the pipe", async () => {
    const child = spawn(process.execPath, [launcher, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [exitCode] = (await once(child, "close")) as [number | null];
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  it("ends with 1 for arguments that make no sense", async () => {
    const failed = promisify(execFile)(process.execPath, [launcher, "import"]);
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: "error: missing required argument 'NAME'; see pulumi-partner-admin-link import --help\n",
    });
  });
});
