import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  filesBelow,
  type Manifest,
  readManifest,
  repository,
  tarballOf,
  temporaryFolder,
  unpack,
} from "../support/tarballs";

interface PackageCase {
  readonly name: string;
  readonly folder: string;
  /** Each source file becomes a `.js` and a `.d.ts` in `dist`. */
  readonly sources: readonly string[];
  readonly otherFiles: readonly string[];
}

const packages: readonly PackageCase[] = [
  {
    name: "pulumi-partner-admin-link",
    folder: repository,
    sources: ["provider"],
    otherFiles: [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "SECURITY.md",
      "bin/pulumi-partner-admin-link.js",
      "dist/recognition/listedRoles.json",
      "dist/recognition/schema.json",
      "examples/manyCustomers/index.ts",
      "package.json",
    ],
  },
  {
    name: "partner-admin-link-emulator",
    folder: join(repository, "emulator"),
    sources: ["emulator/azure"],
    otherFiles: [
      "LICENSE",
      "README.md",
      "bin/azureCli/az",
      "bin/partner-admin-link-emulator.js",
      "dist/azure/access/builtInRoles.json",
      "package.json",
    ],
  },
];

/** Where no registry listens: a dry run asks none. */
const closedPort = "http://127.0.0.1:9/";

async function builtFrom(sources: readonly string[]): Promise<string[]> {
  const names = await Promise.all(
    sources.map(async (source) => {
      const below = source.split("/").slice(1);
      const files = await filesBelow(join(repository, source));
      return files
        .filter((file) => file.endsWith(".ts"))
        .map((file) => [...below, file].join("/").replace(/\.ts$/, ""));
    }),
  );
  return names.flat().flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`]);
}

function targetsOf({ bin, exports }: Manifest): string[] {
  const exported = Object.values(exports).flatMap((entry) =>
    typeof entry === "string" ? entry : Object.values(entry),
  );
  return [...exported, ...Object.values(bin ?? {})];
}

describe.each(packages)("the tarball of $name", ({ name, folder, sources, otherFiles }) => {
  let tarball = "";
  let unpacked = "";
  let files: string[] = [];
  let removeFolder: () => Promise<void>;

  beforeAll(async () => {
    const temporary = await temporaryFolder();
    removeFolder = temporary.remove;
    unpacked = join(temporary.path, "package");
    tarball = await tarballOf(folder, temporary.path);
    await unpack(tarball, unpacked);
    files = await filesBelow(unpacked);
  });

  afterAll(() => removeFolder());

  it("holds the build of each source file and the documents, and nothing else", async () => {
    expect(files).toStrictEqual([...(await builtFrom(sources)), ...otherFiles].sort());
  });

  it("names no source map", async () => {
    const texts = await Promise.all(files.map((file) => readFile(join(unpacked, file), "utf8")));
    expect(files.filter((_, index) => texts[index]?.includes("sourceMappingURL="))).toStrictEqual([]);
  });

  it("has a file behind every export and command", async () => {
    const targets = targetsOf(await readManifest(unpacked));
    const found = await Promise.all(targets.map((target) => stat(join(unpacked, target))));
    expect(found.every((entry) => entry.isFile())).toBe(true);
  });

  it("carries nothing in its package.json that only this repository reads", async () => {
    const manifest = await readManifest(unpacked);
    const development = ["scripts", "devDependencies", "overrides", "workspaces"];
    expect(Object.keys(manifest).filter((field) => development.includes(field))).toStrictEqual([]);
  });

  it("depends on published versions only", async () => {
    const { dependencies = {} } = await readManifest(unpacked);
    expect(Object.values(dependencies).every((range) => /^[\^~]?\d/.test(range))).toBe(true);
  });

  it("passes a dry run of npm publish without a warning about its package.json", async () => {
    const options = ["--dry-run", "--json", "--access", "public", "--registry", closedPort, "--fetch-retries", "0"];
    const { stdout, stderr } = await promisify(execFile)("npm", ["publish", tarball, ...options]);
    const { version } = await readManifest(folder);
    expect(stdout).toContain(`"id": "${name}@${version}"`);
    const warnings = stderr.split("\n").filter((line) => /^npm warn (package-json|publish)/i.test(line));
    expect(warnings.filter((line) => !line.includes("requires you to be logged in"))).toStrictEqual([]);
  });
});
