import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const folder = join(root, "examples");

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `npm run example -- NAME` runs once everything is built. */
function runExample(...args: readonly string[]): Promise<Outcome> {
  const main = join(root, "build/examples/run/main.js");
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [main, ...args],
      { cwd: root, timeout: 110_000 },
      (_error, stdout, stderr) => {
        done({ exitCode: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

/** The projects that a user finds; the demo has a command of its own. */
const examples = readdirSync(folder).filter((name) => name !== "demo" && existsSync(join(folder, name, "Pulumi.yaml")));

/** What each example is there to show, as its user reads it. */
const shown: Readonly<Record<string, readonly string[]>> = {
  servicePrincipal: [
    "azuread:index:ApplicationPassword operations created",
    "waiting for the new credential to be accepted",
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000005 to 123456\n",
  ],
  githubActions: [
    'partnerName: "Fabrikam Consulting"',
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000001 to 123456\n",
  ],
  guestUser: [
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000004 to 123456, 33333333-3333-4333-8333-333333333333/33333333-aaaa-4aaa-8aaa-000000000004 to 123456\n",
  ],
  twoCustomers: [
    "azure-native:authorization:RoleAssignment tailspin created",
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000001 to 123456, 33333333-3333-4333-8333-333333333333/33333333-aaaa-4aaa-8aaa-000000000001 to 123456\n",
  ],
  lighthouse: [
    "azure-native:managedservices:RegistrationAssignment tailspin created",
    "links in the emulator: 22222222-2222-4222-8222-222222222222/22222222-aaaa-4aaa-8aaa-000000000005 to 123456\n",
  ],
  managedIdentity: [
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000003 to 123456\n",
    "links in the emulator: 11111111-1111-4111-8111-111111111111/11111111-aaaa-4aaa-8aaa-000000000006 to 123456\n",
  ],
};

/** Every example needs lines of its own in the table. */
function linesOf(name: string): readonly string[] {
  return [...(shown[name] ?? [`lines that show what ${name} is for`]), `\n${name}: everything went as told.\n`];
}

describe("npm run example", () => {
  it.each(examples)("plays %s from preview to destroy as told when its name is given", async (name) => {
    const { exitCode, stdout, stderr } = await runExample(name);
    expect({ exitCode, stderr, notAsTold: stdout.match(/^-- NOT.*$/gm) }).toEqual({
      exitCode: 0,
      stderr: "",
      notAsTold: null,
    });
    for (const line of linesOf(name)) expect(stdout).toContain(line);
  });

  it.each([
    ["no name", []],
    ["an unknown name", ["unknown"]],
  ])("ends with exit code 1 and the names when it is given %s", async (_case, args) => {
    const { exitCode, stdout, stderr } = await runExample(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    for (const name of examples) expect(stderr).toContain(name);
  });
});

describe("examples/README.md", () => {
  const table = readFileSync(join(folder, "README.md"), "utf8");

  it.each(examples)("links the README of %s, which names its command", (name) => {
    expect(table).toContain(`](${name}/README.md)`);
    expect(readFileSync(join(folder, name, "README.md"), "utf8")).toContain(`npm run example -- ${name}\n`);
  });
});

describe("examples/githubActions/README.md", () => {
  it("pins every action of its workflow to a commit", () => {
    const text = readFileSync(join(folder, "githubActions/README.md"), "utf8");
    const used = Array.from(text.matchAll(/^ *- uses: .*$/gm), ([line]) => line);
    const pinned = used.filter((line) => /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
    expect({ count: used.length, pinned }).toEqual({ count: 3, pinned: used });
  });
});
