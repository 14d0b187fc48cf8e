import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { providerPointer } from "../../provider/providerPointer";

const run = promisify(execFile);

/** Loads the text as the SDK does, in the process whose second argument is a file of the SDK, and says what came of it. */
const loader = `
const loaded = { exports: {} };
try {
  new Function("require", "exports", "module", process.argv[2])(require, loaded.exports, loaded);
  console.log(JSON.stringify({ exported: Object.keys(loaded.exports), handler: loaded.exports.handler() }));
} catch (error) {
  console.log(JSON.stringify({ message: error.message, stack: error.stack }));
}
`;

describe("providerPointer", () => {
  let root: string;
  let project: string;
  let sdk: string;

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), "pointer-")));
    project = join(root, "project");
    sdk = join(root, "store", "sdk");
    await mkdir(project, { recursive: true });
    await mkdir(sdk, { recursive: true });
    await writeFile(join(root, "package.json"), "{}");
    await writeFile(join(sdk, "loader.js"), loader);
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  async function install(folder: string, runtime: string): Promise<void> {
    const home = join(folder, "node_modules", "pulumi-partner-admin-link");
    await mkdir(join(home, "dist", "runtime"), { recursive: true });
    const exports = { "./runtime": "./dist/runtime/index.js" };
    await writeFile(join(home, "package.json"), JSON.stringify({ name: "pulumi-partner-admin-link", exports }));
    await writeFile(join(home, "dist", "runtime", "index.js"), runtime);
  }

  async function load(): Promise<Record<string, unknown>> {
    const { stdout } = await run(process.execPath, [join(sdk, "loader.js"), providerPointer], {
      cwd: project,
      env: {},
      timeout: 4_000,
    });
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  const beside = (where: string): string => `exports.provider = ${JSON.stringify({ beside: where })};`;

  it("keeps its text, which states of every release contain", () => {
    expect(providerPointer).toBe(
      [
        'const { createRequire } = require("module");',
        'const name = "pulumi-partner-admin-link";',
        "let found;",
        'for (const from of [process.cwd() + "/", process.argv[1]]) {',
        '  try { found = createRequire(from)(name + "/runtime"); break; }',
        '  catch (e) { if (e.code !== "MODULE_NOT_FOUND" || !e.message.includes(name + "/runtime")) throw e; }',
        "}",
        'if (!found) throw Object.assign(new Error("npm package " + name + " is not installed: run npm install " + name + " in " + process.cwd()), { stack: "" });',
        "exports.handler = () => found.provider;",
        "",
      ].join("\n"),
    );
  });

  it("exports the handler of the package that is installed for the program", async () => {
    await install(project, beside("the program"));
    expect(await load()).toStrictEqual({ exported: ["handler"], handler: { beside: "the program" } });
  });

  it("finds the package in a folder above the program", async () => {
    await install(root, beside("the workspace"));
    expect(await load()).toMatchObject({ handler: { beside: "the workspace" } });
  });

  it("falls back to the package beside the SDK", async () => {
    await install(sdk, beside("the SDK"));
    expect(await load()).toMatchObject({ handler: { beside: "the SDK" } });
  });

  it("prefers the program's package to the one beside the SDK", async () => {
    await install(project, beside("the program"));
    await install(sdk, beside("the SDK"));
    expect(await load()).toMatchObject({ handler: { beside: "the program" } });
  });

  it("names in one line what to install, and where, when there is none", async () => {
    expect(await load()).toStrictEqual({
      message: `npm package pulumi-partner-admin-link is not installed: run npm install pulumi-partner-admin-link in ${project}`,
      stack: "",
    });
  });

  it.each([
    { what: "that fails", runtime: 'throw new Error("broken inside");', message: /^broken inside$/ },
    {
      what: "that lacks a dependency",
      runtime: 'require("@azure/identity");',
      message: /Cannot find module '@azure\/identity'/,
    },
  ])("passes the failure on of a package $what, though another is beside the SDK", async ({ runtime, message }) => {
    await install(project, runtime);
    await install(sdk, beside("the SDK"));
    expect(await load()).toHaveProperty("message", expect.stringMatching(message));
  });
});
