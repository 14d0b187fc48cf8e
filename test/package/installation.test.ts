import { execFile } from "node:child_process";
import { copyFile, readdir, readFile, realpath, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { repository, tarballOf, temporaryFolder } from "../support/tarballs";

const run = promisify(execFile);
const source = join(repository, "test/package/project");

interface InstallationStep {
  readonly exitCode: number;
  readonly ops: readonly string[];
  readonly messages: readonly string[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly output: string;
  /** Partner ID the service had for the identity afterwards. */
  readonly linked?: string;
}

interface Story {
  readonly tenantId: string;
  readonly objectId: string;
  readonly initialized: readonly string[];
  readonly created: InstallationStep;
  readonly gate: InstallationStep;
  readonly repaired: InstallationStep;
  readonly destroyed: InstallationStep;
}

/** What a person's package.json would ask for: the packed tarballs, and the tools at this repository's versions. */
async function projectManifest(folder: string): Promise<string> {
  const { devDependencies } = JSON.parse(await readFile(join(repository, "package.json"), "utf8")) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, devDependencies[name]]));
  const manifest = {
    name: "customer",
    private: true,
    main: "index.ts",
    dependencies: {
      ...versions(["@pulumi/pulumi"]),
      "pulumi-partner-admin-link": `file:${await tarballOf(repository, folder)}`,
    },
    devDependencies: {
      ...versions(["@types/node", "typescript"]),
      "partner-admin-link-emulator": `file:${await tarballOf(join(repository, "emulator"), folder)}`,
    },
  };
  return JSON.stringify(manifest, undefined, 2);
}

interface Installer {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A package manager of the registry, which needs no installation of its own. */
function ofRegistry(name: string, bin: string, args: readonly string[]): Installer {
  return { command: "npx", args: ["--yes", "--package", name, "--", bin, "install", ...args] };
}

const installers: Readonly<Record<string, Installer>> = {
  npm: { command: "npm", args: ["install", "--no-audit", "--no-fund", "--prefer-offline"] },
  pnpm: ofRegistry("pnpm@10", "pnpm", ["--prefer-offline"]),
  yarn: {
    ...ofRegistry("@yarnpkg/cli-dist@4", "yarn", ["--no-immutable"]),
    // Pulumi loads programs and plugins from node_modules.
    environment: { YARN_NODE_LINKER: "node-modules", YARN_ENABLE_TELEMETRY: "0" },
  },
  // Yarn 1 refuses what asks for a newer Node.js, where the others warn: the newest Azure SDKs do on Node.js 20.
  yarn1: ofRegistry("yarn@1", "yarn", ["--ignore-engines", "--non-interactive"]),
};

/** npm, or those that `PAL_INSTALLERS` names: "npm pnpm yarn". */
const asked = (process.env["PAL_INSTALLERS"] ?? "npm").split(/[ ,]+/);

async function install(name: string, project: string): Promise<void> {
  const installer = installers[name];
  if (installer === undefined)
    throw new Error(`PAL_INSTALLERS: ${name} is none of ${Object.keys(installers).join(", ")}`);
  const { command, args, environment } = installer;
  await run(command, args, { cwd: project, env: { ...process.env, ...environment } });
}

describe.each(asked)("the packages installed in an empty Pulumi project by %s", (installer) => {
  let story: Story;
  let project = "";
  let removeFolder: () => Promise<void>;

  beforeAll(async () => {
    const temporary = await temporaryFolder();
    project = temporary.path;
    removeFolder = temporary.remove;
    for (const file of await readdir(source)) await copyFile(join(source, file), join(project, file));
    await writeFile(join(project, "package.json"), await projectManifest(project));
    await install(installer, project);
    const { stdout } = await run(process.execPath, ["story.js", repository], { cwd: project, maxBuffer: 2 ** 24 });
    story = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Story;
  });

  afterAll(() => removeFolder());

  it("run under mocks in the user's own tests, with a Jest that has no settings", async () => {
    const jestCommand = join(repository, "node_modules/jest/bin/jest.js");
    const options = ["--rootDir", project, "--config", "{}", "--ci", "--json"];
    const { stdout } = await run(process.execPath, [jestCommand, ...options], { cwd: project });
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 4, numTotalTests: 4 });
  });

  it("share one copy of the Pulumi SDK", async () => {
    const installed = await realpath(join(project, "node_modules/pulumi-partner-admin-link/package.json"));
    const [ofProject, ofPackage] = [join(project, "index.ts"), installed].map((from) =>
      createRequire(from).resolve("@pulumi/pulumi"),
    );
    expect(ofPackage).toBe(ofProject);
  });

  it("write a project for the directories in reach by the command", () => {
    const files = ["Pulumi.yaml", "customers.csv", "import.json", "index.ts", "package.json", "tsconfig.json"];
    expect(story.initialized).toEqual(files);
  });

  it("link the identity at the first up", () => {
    const { exitCode, ops, linked } = story.created;
    expect({ exitCode, ops, linked }).toStrictEqual({ exitCode: 0, ops: ["create"], linked: "123456" });
  });

  it("give every output a value", () => {
    const { tenantId, objectId, created } = story;
    const { createdTime, updatedTime, ...others } = created.outputs;
    expect(others).toStrictEqual({
      id: `${tenantId}/${objectId}`,
      tenantId,
      objectId,
      partnerId: "123456",
      partnerName: "Fabrikam Consulting",
      state: "Active",
      version: 1,
      adopted: false,
    });
    expect([createdTime, updatedTime].map((time) => new Date(String(time)).getUTCFullYear())).not.toContain(NaN);
  });

  it("fail the drift gate after a change behind Pulumi's back, naming both partners", () => {
    const { exitCode, messages, linked } = story.gate;
    expect(exitCode).not.toBe(0);
    expect(messages.join("\n")).toMatch(/654321.*123456/);
    expect(linked).toBe("654321");
  });

  it("repair the link at the next up", () => {
    const { exitCode, ops, linked } = story.repaired;
    expect({ exitCode, ops, linked }).toStrictEqual({ exitCode: 0, ops: ["update"], linked: "123456" });
  });

  it("unlink the identity on destroy", () => {
    const { exitCode, ops, linked } = story.destroyed;
    expect({ exitCode, ops, linked }).toStrictEqual({ exitCode: 0, ops: ["delete"], linked: undefined });
  });
});
