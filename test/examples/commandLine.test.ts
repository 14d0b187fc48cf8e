import { runBuilt } from "./runBuilt";

const commands = [
  ["demo", "demo/story.js"],
  ["example", "run/main.js"],
  ["bench", "bench/main.js"],
] as const;

describe.each(commands)("npm run %s", (name, script) => {
  const usage = `Usage: npm run ${name} -- `;

  it("prints its usage and does nothing else with --help", async () => {
    const { exitCode, stdout, stderr } = await runBuilt(script, ["--help"], "engine");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.startsWith(usage)).toBe(true);
    expect(stdout).not.toContain("==");
  });

  it("ends with exit code 1 and its usage when there is no such option", async () => {
    const { exitCode, stdout, stderr } = await runBuilt(script, ["--instal-cli"], "engine");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^Unknown option '--instal-cli'/);
    expect(stderr).toContain(usage);
  });
});
