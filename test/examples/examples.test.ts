import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { enginesHere, root, runBuilt } from "./runBuilt";

const folder = join(root, "examples");
const main = "run/main.js";

const has = (name: string, file: string): boolean => existsSync(join(folder, name, file));

/** The projects of their own that a user finds, and the one at the root of the repository; a policy pack is none. */
const projects = readdirSync(folder).filter((name) => has(name, "README.md") && !has(name, "PulumiPolicy.yaml"));

/** What each example is there to show, as its user reads it. */
const shown: Readonly<Record<string, readonly string[]>> = {
  githubActions: [
    'partnerName: "Fabrikam Consulting"',
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000001 to 123456\n",
  ],
  guestUser: [
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000004 to 123456, 33333333-3333-4333-8333-333333333333/33333333-aaaa-4aaa-8aaa-000000000004 to 123456\n",
  ],
  managedIdentity: [
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000003 to 123456\n",
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000006 to 123456\n",
  ],
};

/** Played by manyCustomers.test.ts. */
const manyCustomers = "manyCustomers";

/** The others declare resources of Azure too. */
const played = [...Object.keys(shown), manyCustomers];
const others = projects.filter((name) => !played.includes(name));

describe("npm run example", () => {
  const plays = Object.entries(shown).flatMap(([name, lines]) =>
    enginesHere.map((engine) => ({ name, engine, lines })),
  );

  it.each(plays)("plays $name from preview to destroy on the $engine", async ({ name, engine, lines }) => {
    const { exitCode, stdout, stderr } = await runBuilt(main, [name], engine);
    expect({ exitCode, stderr, notAsTold: stdout.match(/^-- NOT.*$/gm) }).toEqual({
      exitCode: 0,
      stderr: "",
      notAsTold: null,
    });
    for (const line of [...lines, `\n${name}: every check passed.\n`]) expect(stdout).toContain(line);
  });

  it.each(others)("says of %s, which declares resources of Azure, how it is tested instead", async (name) => {
    const { exitCode, stdout, stderr } = await runBuilt(main, [name], "engine");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^${name} declares .*test/examples/azure\\.test\\.ts.*\\.\n$`));
    expect(readFileSync(join(__dirname, "azure.test.ts"), "utf8")).toContain(`describe("examples/${name}"`);
  });

  it.each([
    ["no name", []],
    ["an unknown name", ["unknown"]],
  ])("ends with exit code 1 and the names when it is given %s", async (_case, args) => {
    const { exitCode, stdout, stderr } = await runBuilt(main, args, "engine");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    for (const name of played) expect(stderr).toContain(name);
  });
});

describe("examples/README.md", () => {
  const table = readFileSync(join(folder, "README.md"), "utf8");

  it.each(projects)("links the README of %s", (name) => {
    expect(table).toContain(`](${name}/README.md)`);
  });

  it.each(played)("names its command in the README of %s", (name) => {
    expect(readFileSync(join(folder, name, "README.md"), "utf8")).toContain(`npm run example -- ${name}\n`);
  });

  it.each(others)("promises no command in the README of %s", (name) => {
    expect(readFileSync(join(folder, name, "README.md"), "utf8")).not.toContain("npm run example");
  });
});
